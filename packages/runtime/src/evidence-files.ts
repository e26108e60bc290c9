import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { formatStatement, UserError } from "@airworthy/evidence";
import type { EvidenceFile } from "./command.ts";
import { TEMPORARY_SUFFIX, writeWhole } from "./write-whole.ts";

/** The longest file name of ext4, APFS and NTFS, in bytes of UTF-8. */
const LONGEST_NAME_BYTES = 255;
/** What no file name may hold on Windows or in a workflow artifact, and control characters. */
const FORBIDDEN = /[\u0000-\u001f\u007f"*/:<>?\\|]/;

/**
 * Writes evidence into `folder` (created if need be), each file whole or not at all. Answers the paths as the user
 * would write them: below the folder as given. Throws a UserError for a name that is no plain file name, for two files
 * of one name, and where the folder cannot be written.
 */
export async function writeEvidence(
  files: readonly EvidenceFile[],
  folder: string,
  cwd: string,
): Promise<readonly string[]> {
  for (const { name } of files) checkName(name);
  const twice = files.find(({ name }, index) => files.findIndex((file) => file.name === name) < index);
  if (twice !== undefined) throw new UserError(`two evidence files would have the name ${JSON.stringify(twice.name)}`);
  try {
    if (files.length > 0) await mkdir(resolve(cwd, folder), { recursive: true });
    for (const file of files) await writeWhole(resolve(cwd, folder, file.name), formatStatement(file.statement));
  } catch (cause) {
    throw new UserError(`evidence cannot be written to ${folder}: ${messageOf(cause)}`, {
      remedy: "Give a folder that can be written as evidence-dir.",
      cause,
    });
  }
  return files.map(({ name }) => join(folder, name));
}

function checkName(name: string): void {
  const isPlain = name !== "" && !name.startsWith(".") && !/[. ]$/.test(name) && !FORBIDDEN.test(name);
  if (isPlain && Buffer.byteLength(name + TEMPORARY_SUFFIX) <= LONGEST_NAME_BYTES) return;
  throw new UserError(`evidence cannot be written as ${JSON.stringify(name)}: it is not a plain file name`, {
    remedy: 'Use a shorter name without / \\ : * ? " < > | and control characters.',
  });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
