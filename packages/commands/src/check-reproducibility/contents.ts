import { open, readFile, stat } from "node:fs/promises";
import type { Contents } from "@airworthy/governance";
import type { Collected } from "./collect-outputs.ts";

/** Two of these, and their values, fit into the memory of the smallest runner; arrays are compared without a copy. */
const MOST_BYTES = 128 * 1024 * 1024;
const MOST_ARRAY_BYTES = 1024 * 1024 * 1024;
const ARRAY = /\.(npy|safetensors)$/i;
const CHUNK_BYTES = 1024 * 1024;

/** The files that the runs left, to be compared. */
export function collectedContents(runs: readonly Collected[]): Contents {
  const locate = (run: number, path: string): string => {
    const location = runs[run]?.kept.get(path);
    if (location === undefined) throw new RangeError(`run ${run + 1} has no ${path}`);
    return location;
  };
  return {
    async read(run, path) {
      const location = locate(run, path);
      const most = ARRAY.test(path) ? MOST_ARRAY_BYTES : MOST_BYTES;
      return (await stat(location)).size > most ? null : await readFile(location);
    },
    firstByte: ([a, b], path) => firstByteOf(locate(a, path), locate(b, path)),
  };
}

async function firstByteOf(first: string, second: string): Promise<number> {
  await using a = await open(first);
  await using b = await open(second);
  const [one, two] = [Buffer.alloc(CHUNK_BYTES), Buffer.alloc(CHUNK_BYTES)];
  for (let at = 0; ; ) {
    const [x, y] = [await a.read(one, 0, CHUNK_BYTES, at), await b.read(two, 0, CHUNK_BYTES, at)];
    const length = Math.min(x.bytesRead, y.bytesRead);
    if (one.compare(two, 0, length, 0, length) !== 0) {
      let offset = 0;
      while (one[offset] === two[offset]) offset++;
      return at + offset;
    }
    at += length;
    if (length === 0 || x.bytesRead !== y.bytesRead) return at;
  }
}
