import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Every file of a folder, as sorted paths with slashes; none where there is no such folder. */
export function filesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (entry) => !entry.isDirectory(),
    );
    const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
    return paths.map((path) => path.split(sep).join("/")).sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** The first thing, by path, in which two folders differ; null where both hold the same bytes under the same names. */
export function firstDifference(left: string, right: string): string | null {
  const [inLeft, inRight] = [new Set(filesIn(left)), new Set(filesIn(right))];
  for (const path of [...new Set([...inLeft, ...inRight])].sort()) {
    if (!inRight.has(path)) return `${path} is in the first only`;
    if (!inLeft.has(path)) return `${path} is in the second only`;
    const at = firstDifferentByte(readFileSync(join(left, path)), readFileSync(join(right, path)));
    if (at !== null) return `${path} differs from byte ${at} on`;
  }
  return null;
}

/** From 0; the shorter one's length where one begins with the other; null where they are equal. */
function firstDifferentByte(left: Uint8Array, right: Uint8Array): number | null {
  if (Buffer.compare(left, right) === 0) return null;
  const index = left.findIndex((byte, at) => byte !== right[at]);
  return index === -1 ? left.length : index;
}
