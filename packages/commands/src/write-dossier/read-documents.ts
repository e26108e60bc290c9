import { resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import { ANNEX_IV, type DossierDocument } from "@airworthy/governance";
import type { Ports } from "@airworthy/runtime";
import { digestFile, shownPath } from "@airworthy/storage";

const ITEMS: readonly string[] = ANNEX_IV.flatMap(({ items }) => items.map(({ id }) => id));

/**
 * The files that lines such as "8: declaration.pdf" name, each with its SHA-256. Throws a UserError for a line that names no
 * item of Annex IV, or no file.
 */
export async function readDocuments(
  lines: readonly string[],
  { cwd, signal }: Pick<Ports, "cwd" | "signal">,
): Promise<readonly DossierDocument[]> {
  const documents: DossierDocument[] = [];
  for (const line of lines) {
    const [, item = "", file = ""] = /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (!ITEMS.includes(item) || file === "") throw notDocument(line);
    documents.push({ item, name: shownPath(file), sha256: await digestFile(resolve(cwd, file), file, signal) });
  }
  return documents;
}

function notDocument(line: string): UserError {
  return new UserError(
    `documents: ${JSON.stringify(line.slice(0, 200))} was given; an item of Annex IV, a colon and a file are allowed`,
    { remedy: `The items are ${ITEMS.join(", ")}.` },
  );
}
