import { randomUUID } from "node:crypto";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { LineFile } from "../lookup/line-file.ts";

/** A file of lines that one process wrote, or that several were merged into. */
export interface SegmentFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

const SEGMENT = /^[0-9a-f-]{36}\.answers$/;
const UNFINISHED = /^[0-9a-f-]{36}\.tmp$/;
const SCOPE = /^[0-9a-f]{32}$/;
/** Whoever wrote nothing for so long has ended: its file may be moved or removed. One that lives only loses what it adds. */
const AT_REST_MS = 3_600_000;

/** Segments in a folder, the oldest first; those that went away meanwhile are left out. */
export async function listSegments(folder: string): Promise<SegmentFile[]> {
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(
    names.filter((name) => SEGMENT.test(name)).map((name) => describe(join(folder, name))),
  );
  return files.filter((file) => file !== null).sort(oldestFirst);
}

export function isAtRest({ modified }: SegmentFile, now: number): boolean {
  return now - modified > AT_REST_MS;
}

/** Makes a segment for this process alone. Throws what node:fs throws. */
export function createSegment(folder: string): LineFile {
  return new LineFile(join(folder, `${randomUUID()}.answers`), "wx+");
}

/** Puts lines into one new segment, which is there whole or not at all. */
export async function writeMerged(folder: string, lines: Iterable<string>): Promise<void> {
  const name = randomUUID();
  const unfinished = join(folder, `${name}.tmp`);
  try {
    {
      using file = new LineFile(unfinished, "wx+");
      for (const line of lines) file.append([line]);
    }
    await rename(unfinished, join(folder, `${name}.answers`));
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Removes a file; one that is in use, on Windows, stays until the next time. */
export async function removeSegment({ path }: Pick<SegmentFile, "path">): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

/** Removes the oldest segments of a cache, whatever they are of, until `maxBytes` are left, and what merges left unfinished. */
export async function sweep(cache: string, maxBytes: number, now: number): Promise<void> {
  const scopes = (await readdir(cache).catch(() => [])).filter((name) => SCOPE.test(name));
  const segments: SegmentFile[] = [];
  for (const scope of scopes) {
    segments.push(...(await listSegments(join(cache, scope))));
    await removeUnfinished(join(cache, scope), now);
  }
  let bytes = segments.reduce((sum, { size }) => sum + size, 0);
  for (const segment of segments.sort(oldestFirst)) {
    if (bytes <= maxBytes) return;
    await removeSegment(segment);
    bytes -= segment.size;
  }
}

async function removeUnfinished(folder: string, now: number): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => UNFINISHED.test(name));
  for (const name of names) {
    const file = await describe(join(folder, name));
    if (file !== null && isAtRest(file, now)) await removeSegment(file);
  }
}

async function describe(path: string): Promise<SegmentFile | null> {
  const stats = await stat(path).catch(() => null);
  return stats?.isFile() ? { path, size: stats.size, modified: stats.mtimeMs } : null;
}

function oldestFirst(a: SegmentFile, b: SegmentFile): number {
  return a.modified - b.modified || (a.path < b.path ? -1 : 1);
}
