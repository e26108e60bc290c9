import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Results } from "./options.ts";
import { Refusal } from "./refusal.ts";
import { filesIn } from "./tree/compare-folders.ts";

export const SUMS = "SHA256SUMS";
export const PACKAGES = "npm";
/** More subjects than these one attestation of GitHub's may not have. actions/attest 4.2.2, MAX_SUBJECT_COUNT. */
const MOST_SUBJECTS = 1024;
/** After 64 digits and two spaces. */
const NAME_STARTS = 66;

/** A file of a release and its digest, in hexadecimal. */
export interface Sum {
  readonly name: string;
  readonly sha256: string;
}

/** Every file of the tree by its path, and every package of npm by its name, as sha256sum writes them. */
export function writeSums(places: Results): readonly Sum[] {
  const sums = sumsOf(places);
  if (sums.length > MOST_SUBJECTS) throw new Refusal(`${sums.length} files; one attestation takes ${MOST_SUBJECTS}`);
  writeFileSync(join(places.files, SUMS), formatSums(sums));
  return sums;
}

/** Checks the tree and the packages against SHA256SUMS; throws a Refusal that names what differs, is missing or too many. */
export function checkSums(places: Results): readonly Sum[] {
  const written = readFileSync(join(places.files, SUMS), "utf8");
  const sums = sumsOf(places);
  const found = formatSums(sums).split("\n");
  const stated = written.split("\n");
  const lines = [...stated.filter((line) => !found.includes(line)), ...found.filter((line) => !stated.includes(line))];
  const differences = lines.map((line) => line.slice(NAME_STARTS)).sort();
  if (differences.length > 0) throw new Refusal(`not as ${SUMS} says: ${[...new Set(differences)].join(", ")}`);
  if (sums.length === 0) throw new Refusal(`${SUMS} is empty: nothing was built`);
  return sums;
}

/** One digest of all files of a folder and their names. */
export function folderDigest(folder: string): string {
  const sums = filesIn(folder).map((name) => ({ name, sha256: digest(join(folder, name)) }));
  return createHash("sha256").update(formatSums(sums)).digest("hex");
}

/** The SHA-256 of a file, in hexadecimal. */
export function digest(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

function sumsOf({ tree, files }: Results): Sum[] {
  const packages = join(files, PACKAGES);
  return [
    ...filesIn(tree).map((name) => ({ name, sha256: digest(join(tree, name)) })),
    ...filesIn(packages).map((name) => ({ name, sha256: digest(join(packages, name)) })),
  ];
}

function formatSums(sums: readonly Sum[]): string {
  return sums.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("");
}
