import { canonicalJson, UserError } from "@airworthy/evidence";
import type { HistoryEntry } from "./entry.ts";
import { formatEntry, MOST_FILE_BYTES, parseHistory } from "./history-file.ts";

/** A month's file after an entry was appended; `isNew` is false, and the text as it was, where it was there already. */
export interface Appended {
  readonly text: string;
  readonly isNew: boolean;
}

/**
 * Appends an entry to a month's file, whose lines stay as they are, byte for byte. The same attempt of the same run speaks
 * of the same candidate with the same evidence only once. Throws a UserError where the file cannot be read or is full.
 */
export function appendEntry(text: string, entry: HistoryEntry, where: string): Appended {
  const key = keyOf(entry);
  if (parseHistory(text, where).some((other) => keyOf(other) === key)) return { text, isNew: false };
  const open = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  const appended = `${open}${formatEntry(entry)}\n`;
  if (new TextEncoder().encode(appended).length <= MOST_FILE_BYTES) return { text: appended, isNew: true };
  throw new UserError(`${where} is full: a month's file has at most ${MOST_FILE_BYTES} bytes`, {
    remedy: "Record fewer runs, such as those of the default branch only.",
  });
}

/** What makes two entries one; metrics and times do not, since they follow from the run and its evidence. */
function keyOf({ run, commit, candidate, evidence }: HistoryEntry): string {
  const digests = [...new Set(evidence.map(({ sha256 }) => sha256))].sort();
  return canonicalJson([run, commit, candidate.name, candidate.version, candidate.sha256, digests]);
}
