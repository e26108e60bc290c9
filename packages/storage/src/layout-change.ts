import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isSha256 } from "@airworthy/evidence";
import type { Place } from "./apart.ts";
import { fileError } from "./file-error.ts";
import { type IndexEntry, indexEntries, mergeIndex } from "./layout-index.ts";
import { INDEX_FILE } from "./layout-reader.ts";
import { whileLocked } from "./lock.ts";
import { readSmallFile } from "./read-text-file.ts";
import { isAbandoned, unfinishedName } from "./unfinished.ts";
import { writeWhole } from "./write-whole.ts";

/** What is to be added to a layout. */
export interface LayoutChange {
  readonly entries: readonly IndexEntry[];
  /** The SHA-256 of every blob that `write` puts there. */
  readonly blobs: readonly string[];
  write(): Promise<void>;
}

export function blobAt({ location }: Place, digest: string): string {
  return join(location, "blobs", "sha256", digest);
}

/**
 * Adds to a layout, one process at a time: the blobs, then the entries to its index, then removes the blobs that no
 * manifest names any more. A journal tells which blobs came or may go, so that the next change can clear up behind one
 * that was killed. Throws a UserError where the layout cannot be read or written.
 */
export async function changeLayout(place: Place, change: LayoutChange): Promise<void> {
  await whileLocked(place, () => changeLocked(place, change));
}

async function changeLocked(place: Place, change: LayoutChange): Promise<void> {
  const index = join(place.location, INDEX_FILE);
  const shown = `${place.shown}/${INDEX_FILE}`;
  await clearAbandoned(place);
  const before = await readSmallFile(index, shown);
  const after = mergeIndex(before, change.entries, shown);
  const stays = new Set(indexEntries(after, shown).map(({ digest }) => digest));
  const replaced = indexEntries(before, shown).filter(({ digest }) => !stays.has(digest));
  const touched = [...change.blobs, ...(await namedBy(place, replaced))];
  const journal = join(place.location, unfinishedName(INDEX_FILE));
  try {
    await writeFile(journal, touched.join("\n"), { flag: "wx" });
    await change.write();
    if (after !== before) await writeWhole(index, after, shown);
  } catch (error) {
    throw fileError(error, "write", place.shown);
  } finally {
    await clear(place, journal);
  }
}

/** Clears up behind changes that were killed. */
async function clearAbandoned(place: Place): Promise<void> {
  const names = await readdir(place.location).catch(() => []);
  for (const name of names.filter((one) => isAbandoned(one, INDEX_FILE)))
    await clear(place, join(place.location, name));
}

/**
 * Removes a journal, and before that the blobs in it that nothing names and what was begun of any of them; the blobs
 * stay where that cannot be told.
 */
async function clear(place: Place, journal: string): Promise<void> {
  try {
    const touched = (await readFile(journal, "utf8")).split("\n").filter(isSha256);
    await removeBegun(place, touched);
    const index = await readSmallFile(join(place.location, INDEX_FILE), place.shown);
    const named = new Set(await namedBy(place, indexEntries(index, place.shown)));
    for (const digest of touched.filter((one) => !named.has(one))) await rm(blobAt(place, digest), { force: true });
    await rm(journal, { force: true });
  } catch {
    // What cannot be cleared up now will be the next time; the layout is whole with it.
  }
}

/** Removes what killed processes began to write of these blobs, under hidden names. */
async function removeBegun(place: Place, digests: readonly string[]): Promise<void> {
  const names = await readdir(dirname(blobAt(place, "any")));
  for (const name of names.filter((one) => one.startsWith("."))) {
    if (digests.some((digest) => isAbandoned(name, digest))) await rm(blobAt(place, name), { force: true });
  }
}

/** The SHA-256 of the manifests, and of whatever digest stands in one of them, however its kind of manifest calls it. */
async function namedBy(place: Place, manifests: readonly IndexEntry[]): Promise<readonly string[]> {
  const named: string[] = [];
  for (const { digest } of manifests) {
    const own = digest.slice("sha256:".length);
    const text = await readSmallFile(blobAt(place, own), `${place.shown}/blobs/sha256/${own}`);
    named.push(own, ...Array.from(text.matchAll(/"sha256:([0-9a-f]{64})"/g), ([, hex = ""]) => hex));
  }
  return named;
}
