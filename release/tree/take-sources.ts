import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkOut, git } from "../git.ts";

/** Writes the sources into an empty folder: those of the commit, or without one the files of the work tree, as git sees them. */
export function takeSources(root: string, commit: string | null, folder: string): void {
  mkdirSync(folder, { recursive: true });
  if (commit !== null) checkOut(root, commit, folder, `${folder}.index`);
  else for (const file of workFiles(root)) copy(join(root, file), join(folder, file));
}

function workFiles(root: string): string[] {
  const listed = git(root, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).split("\0");
  return listed.filter((file) => file !== "" && existsSync(join(root, file)));
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
