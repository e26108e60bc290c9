import { mkdir, readdir, realpath, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { sha256, UserError } from "@airworthy/evidence";
import type { Place } from "./apart.ts";
import { errorCode, fileError, shownPath } from "./file-error.ts";
import { blobAt, changeLayout } from "./layout-change.ts";
import { indexEntries } from "./layout-index.ts";
import { INDEX_FILE, LAYOUT_FILE, LAYOUT_MARKER } from "./layout-reader.ts";
import { readSmallFile } from "./read-text-file.ts";
import { takePlace } from "./take-place.ts";
import { unfinishedName } from "./unfinished.ts";
import { removeAbandoned } from "./write-whole.ts";

/** An OCI image layout that is being put together beside its place; nothing of it is seen there before `publish`. */
export interface LayoutDraft extends AsyncDisposable {
  /** Where a blob may be written before its digest is known; each name once. */
  incoming(name: string): string;
  /** Makes an incoming file the blob of its digest. Of two with the same digest one is kept. */
  adopt(name: string, digest: string): Promise<void>;
  /** Adds a small blob. */
  write(content: string): Promise<void>;
  /**
   * Puts the layout in its place; the first manifest of `index` is the package's. Where the same package stands already,
   * its blobs are renewed, and what else either index lists is kept, the new one's before the old one's of the same
   * name. Where anything else stands, nothing is touched and a UserError thrown.
   */
  publish(index: string): Promise<void>;
}

/**
 * Starts a layout for the folder `output`, and removes what is left there of drafts whose process was killed. Throws a
 * UserError where something other than a layout stands there already. Disposing of the draft removes what was not
 * published.
 */
export async function draftLayout(output: string, shown: string): Promise<LayoutDraft> {
  const place = await settle(output);
  await removeAbandoned(place);
  if (!(await isFree(place, shown))) await readIndex(place, shown);
  const draft = join(dirname(place), unfinishedName(basename(place)));
  const incoming = join(draft, "incoming");
  const blobs = join(draft, "blobs", "sha256");
  await writing(shown, async () => {
    await mkdir(incoming, { recursive: true });
    await mkdir(blobs, { recursive: true });
  });
  return {
    incoming: (name) => join(incoming, name),
    adopt: (name, digest) => writing(shown, () => rename(join(incoming, name), join(blobs, digest))),
    write: (content) => writing(shown, () => writeFile(join(blobs, sha256(content)), content)),
    async publish(index) {
      await writing(shown, async () => {
        // Two hard links to one file cannot be renamed onto each other: the second stays, and goes with the folder.
        await rm(incoming, { recursive: true });
        await writeFile(join(draft, LAYOUT_FILE), LAYOUT_MARKER);
        await writeFile(join(draft, INDEX_FILE), index);
      });
      if (await writing(shown, () => takePlace(draft, place))) return;
      await renew(draft, { location: place, shown }, index);
    },
    [Symbol.asyncDispose]: () => rm(draft, { recursive: true, force: true }),
  };
}

/** Where the folder really is, should it be reached through a link: a link cannot be renamed over. */
async function settle(output: string): Promise<string> {
  try {
    return await realpath(output);
  } catch {
    return output;
  }
}

async function isFree(place: string, shown: string): Promise<boolean> {
  try {
    return (await readdir(place)).length === 0;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return true;
    throw fileError(error, "write", shown);
  }
}

async function readIndex(place: string, shown: string): Promise<string> {
  try {
    await readSmallFile(join(place, LAYOUT_FILE), shown);
    return await readSmallFile(join(place, INDEX_FILE), shown);
  } catch (error) {
    throw occupied(shown, "is there already and is no package", error);
  }
}

function occupied(shown: string, problem: string, cause?: unknown): UserError {
  const remedy = "Choose another output, or remove what is there.";
  return new UserError(`the output ${shownPath(shown)} ${problem}`, { remedy, cause });
}

/** Blob by blob, so that whoever reads the layout meanwhile finds each of them whole. */
async function renew(draft: string, place: Place, index: string): Promise<void> {
  const entries = indexEntries(index, "the new index");
  const standing = indexEntries(await readIndex(place.location, place.shown), `${place.shown}/${INDEX_FILE}`);
  if (!standing.some(({ digest }) => digest === entries[0]?.digest))
    throw occupied(place.shown, "holds another package");
  const blobs = join(draft, "blobs", "sha256");
  const digests = await readdir(blobs);
  const write = async () => {
    for (const digest of digests) await rename(join(blobs, digest), blobAt(place, digest));
  };
  await changeLayout(place, { entries, blobs: digests, write });
}

async function writing<T>(shown: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileError(error, "write", shown);
  }
}
