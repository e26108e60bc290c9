import { existsSync } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { shippedFiles } from "./shipped-files.ts";
import { linkToSources, REPOSITORY_URL } from "./source-links.ts";

/** What a release is of. */
export interface Origin {
  readonly version: string;
  /** The commit of the sources; null where files of a work tree were taken. */
  readonly commit: string | null;
}

/** Where links lead in a rehearsal that is of no commit. */
const NO_COMMIT = "main";

/** Writes what a release holds into `tree`, where dist/ may be already: files of the sources, and release.json. */
export async function assembleTree(root: string, tree: string, { version, commit }: Origin): Promise<void> {
  const files = shippedFiles(root);
  const folders = new Set(files.flatMap(foldersOf));
  const isThere = (path: string) => files.includes(path) || folders.has(path) || existsSync(join(tree, path));
  for (const file of files) {
    const target = join(tree, file);
    await mkdir(dirname(target), { recursive: true });
    if (!file.endsWith(".md")) await cp(join(root, file), target);
    else {
      const text = await readFile(join(root, file), "utf8");
      await writeFile(target, linkToSources(text, file, commit ?? NO_COMMIT, isThere));
    }
  }
  const origin = { name: "airworthy", version, source: { repository: REPOSITORY_URL, commit } };
  await writeFile(join(tree, "release.json"), `${JSON.stringify(origin, null, 2)}\n`);
}

/** The folders above a file, without the root. */
function foldersOf(file: string): string[] {
  const parts = file.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
