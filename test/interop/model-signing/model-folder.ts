import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { DigestAlgorithm, FoundFiles } from "@airworthy/signing";

/** A model as a test wants it: contents by path. */
export type Contents = ReadonlyMap<string, string>;

/** Makes a folder hold these files, and no others. */
export async function writeModel(folder: string, contents: Contents): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [path, text] of contents) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** A folder, or a single file, as the verification asks for it. */
export function filesOf(location: string): FoundFiles {
  const place = async (path: string) => ((await stat(location)).isDirectory() ? join(location, path) : location);
  return {
    list: async () => {
      const { isDirectory, size } = await stat(location).then((found) => ({
        isDirectory: found.isDirectory(),
        size: found.size,
      }));
      if (!isDirectory) return [{ path: relative(dirname(location), location), size }];
      const entries = await readdir(location, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      return Promise.all(
        files.map(async (file) => ({
          path: relative(location, file).split(sep).join("/"),
          size: (await stat(file)).size,
        })),
      );
    },
    digest: async (path, algorithm, range) => {
      const bytes = await readFile(await place(path));
      return hashed(range === undefined ? bytes : bytes.subarray(range.start, range.end), algorithm);
    },
  };
}

function hashed(bytes: Uint8Array, algorithm: DigestAlgorithm): string {
  if (algorithm === "blake3") throw new Error("Node has no BLAKE3");
  return createHash(algorithm === "blake2b" ? "blake2b512" : algorithm)
    .update(bytes)
    .digest("hex");
}
