import type { RefState } from "@airworthy/refs";
import { EVIDENCE_FOLDER } from "./evidence-path.ts";
import { HISTORY_FOLDER, MOST_FILE_BYTES, monthsOf, parseHistory, pathOfMonth } from "./history-file.ts";

/** Changes to a ref's tree under way. A path is in one of the two at most. */
export interface Draft {
  readonly files: Map<string, string>;
  readonly deletions: Set<string>;
}

/**
 * Takes what was recorded before a day (UTC, "2026-01-31") out of a draft of the next tree: whole months as files, of the day's
 * own month the lines before it, and the evidence files that no line speaks of any more. Throws a UserError where a file
 * that stays cannot be read.
 */
export async function pruneHistory(state: RefState, draft: Draft, before: string): Promise<void> {
  const months = monthsOf(await state.list(HISTORY_FOLDER));
  const ofTheDay = before.slice(0, "2026-01".length);
  const gone = months.filter((month) => month < ofTheDay);
  for (const month of gone) draft.deletions.add(pathOfMonth(month));
  const isCut = months.includes(ofTheDay) && (await cutMonth(state, draft, { path: pathOfMonth(ofTheDay), before }));
  if (gone.length > 0 || isCut) await dropEvidence(state, draft, months);
}

/** Whether any line went. */
async function cutMonth(
  state: RefState,
  { files, deletions }: Draft,
  { path, before }: { readonly path: string; readonly before: string },
): Promise<boolean> {
  const text = files.get(path) ?? (await state.read(path, MOST_FILE_BYTES)) ?? "";
  const limit = Date.parse(before);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const entries = parseHistory(lines.join("\n"), path);
  const left = lines.filter((_, index) => Date.parse(entries[index]?.recordedOn ?? before) >= limit);
  if (left.length === lines.length) return false;
  files.delete(path);
  if (left.length === 0) deletions.add(path);
  else files.set(path, `${left.join("\n")}\n`);
  return true;
}

async function dropEvidence(state: RefState, draft: Draft, months: readonly string[]): Promise<void> {
  const kept = await state.list(EVIDENCE_FOLDER);
  if (kept.length === 0) return;
  const spokenOf = new Set<string>();
  const paths = new Set([...months.map(pathOfMonth), ...draft.files.keys()]);
  for (const path of paths) {
    if (!path.startsWith(`${HISTORY_FOLDER}/`) || draft.deletions.has(path)) continue;
    const text = draft.files.get(path) ?? (await state.read(path, MOST_FILE_BYTES)) ?? "";
    for (const { evidence } of parseHistory(text, path)) {
      for (const { sha256 } of evidence) spokenOf.add(`${sha256}.json`);
    }
  }
  for (const name of kept) if (!spokenOf.has(name)) draft.deletions.add(`${EVIDENCE_FOLDER}/${name}`);
}
