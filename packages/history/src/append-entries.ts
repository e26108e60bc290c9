import { canonicalJson, UserError } from "@airworthy/evidence";
import type { HistoryEntry } from "./entry.ts";
import { formatEntry, MOST_FILE_BYTES, parseHistory } from "./history-file.ts";
import { isBranch } from "./is-branch.ts";

/** A month's file after entries were appended; the text as it was where `count`, of the new ones, is 0. */
export interface Appended {
  readonly text: string;
  readonly count: number;
}

/** Pull requests, which anybody may open, leave branches room for the rest of the month. */
const MOST_BYTES_WITH_PULLS = MOST_FILE_BYTES / 2;

/**
 * Appends entries to a month's file, whose lines stay as they are, byte for byte. The same attempt of the same run speaks
 * of the same candidate with the same evidence only once. Throws a UserError where the file cannot be read or is full.
 */
export function appendEntries(text: string, entries: readonly HistoryEntry[], where: string): Appended {
  const known = new Set(parseHistory(text, where).map(keyOf));
  const lines: string[] = [];
  for (const entry of entries) {
    const key = keyOf(entry);
    if (known.has(key)) continue;
    known.add(key);
    lines.push(`${formatEntry(entry)}\n`);
  }
  if (lines.length === 0) return { text, count: 0 };
  const open = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  const appended = open + lines.join("");
  const most = entries.every(({ line }) => isBranch(line)) ? MOST_FILE_BYTES : MOST_BYTES_WITH_PULLS;
  if (new TextEncoder().encode(appended).length <= most) return { text: appended, count: lines.length };
  throw new UserError(
    `${where} is full: a month's file has at most ${MOST_FILE_BYTES} bytes, and pull requests are appended up to half of it`,
    { remedy: "Record fewer runs, such as those of the default branch only." },
  );
}

/** What makes two entries one; metrics and times do not, since they follow from the run and its evidence. */
function keyOf({ run, commit, candidate, evidence }: HistoryEntry): string {
  const digests = [...new Set(evidence.map(({ sha256 }) => sha256))].sort();
  return canonicalJson([run, commit, candidate.name, candidate.version, candidate.sha256, digests]);
}
