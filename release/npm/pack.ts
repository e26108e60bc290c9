import { execFileSync } from "node:child_process";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { npm } from "./npm.ts";

/** Files of a package by their paths in it. */
export type PackageFiles = ReadonlyMap<string, string | Uint8Array>;

export interface PackPlaces {
  /** Where the files of packages are laid out, each in a folder. */
  readonly staging: string;
  /** Where the archive goes. */
  readonly target: string;
}

const MODE = 0o644;

/**
 * Writes the files of a package into `folder` and packs them with npm into `target`. npm gives every file the same time and
 * sorts them, so that equal files make equal archives.
 */
export async function packFiles(files: PackageFiles, folder: string, target: string): Promise<void> {
  for (const [path, content] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    // npm takes the mode over, and the umask that whoever builds has would show.
    await chmod(file, MODE);
  }
  const argv = ["pack", "--ignore-scripts", "--loglevel=error", `--pack-destination=${target}`];
  const [program, ...before] = npm();
  execFileSync(program, [...before, ...argv], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
}
