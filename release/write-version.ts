import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { closeUnreleased } from "./changelog.ts";
import { Refusal } from "./refusal.ts";
import { say } from "./say.ts";
import { commonVersion, compareVersions, manifestFiles, namesOf } from "./versions.ts";

/**
 * Writes a later version into every manifest and the lock file, and closes the change log's section of what was unreleased.
 * Nothing is written where any of it cannot be.
 */
export function setVersion(root: string, version: string): void {
  namesOf(version);
  const old = commonVersion(root);
  if (compareVersions(version, old) <= 0) throw new Refusal(`${version} does not come after ${old}`);
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const texts = [...manifestFiles(root), "package-lock.json"].map((file) => {
    return [file, exchanged(read(file), old, version)] as const;
  });
  const all = [...texts, ["CHANGELOG.md", closeUnreleased(version, read("CHANGELOG.md"))] as const];
  for (const [file, text] of all) {
    writeFileSync(join(root, `${file}.tmp`), text);
    renameSync(join(root, `${file}.tmp`), join(root, file));
  }
  say(`${version}, in ${all.length} files; before it was ${old}`);
}

/** Of ours alone: a package of others may have the same version. */
function exchanged(text: string, old: string, version: string): string {
  const quoted = `"${old.replaceAll(".", "\\.")}"`;
  const patterns = [
    `^( {2}"version": )${quoted}`,
    `^( +"@airworthy/[\\w-]+": )${quoted}`,
    // In the lock file, where the root and each workspace are named by their folders.
    `^( {4}"(?:(?:packages|examples)/[\\w-]+)?": \\{\n(?: {6}"name": .*\n)?(?: {6}"version": ))${quoted}`,
  ];
  return patterns.reduce((result, one) => result.replace(new RegExp(one, "gm"), `$1"${version}"`), text);
}
