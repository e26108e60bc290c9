import type { RefState } from "@airworthy/refs";
import type { HistoryEntry } from "./entry.ts";
import { HISTORY_FOLDER, MOST_FILE_BYTES, monthsOf, parseHistory, pathOfMonth } from "./history-file.ts";
import { isBranch } from "./is-branch.ts";

/** How much of a history is read at most, newest first. */
export interface Extent {
  readonly months: number;
  /** Of branches; and as many of pull requests, however many were recorded: they are not to crowd out the branches. */
  readonly entries: number;
  /** The name of the model that the entries speak of; null for every model. */
  readonly model: string | null;
}

/**
 * The newest entries of a history, oldest first; none where there is no history yet. Only the months that it takes are read.
 * Throws a UserError where one of them cannot be relied on.
 */
export async function readEntries(state: RefState, extent: Extent): Promise<readonly HistoryEntry[]> {
  if (state.tip === null) return [];
  const months = monthsOf(await state.list(HISTORY_FOLDER)).slice(-extent.months);
  let found: readonly HistoryEntry[] = [];
  for (const month of months.toReversed()) {
    if (found.filter(({ line }) => isBranch(line)).length >= extent.entries) break;
    const path = pathOfMonth(month);
    const entries = parseHistory((await state.read(path, MOST_FILE_BYTES)) ?? "", path);
    const ofModel = entries.filter(({ candidate }) => extent.model === null || candidate.name === extent.model);
    found = newest([...ofModel, ...found], extent.entries);
  }
  return found;
}

/** So many entries of branches, and as many others, oldest first. */
function newest(entries: readonly HistoryEntry[], most: number): readonly HistoryEntry[] {
  // Writers that wait for each other do not write in the order of their clocks.
  const sorted = entries.toSorted((a, b) => Date.parse(a.recordedOn) - Date.parse(b.recordedOn));
  const groups = Map.groupBy(sorted, ({ line }) => isBranch(line));
  const kept = new Set([...groups.values()].flatMap((group) => group.slice(-most)));
  return sorted.filter((entry) => kept.has(entry));
}
