import type { HistoryEntry } from "./entry.ts";
import { HISTORY_FOLDER, MOST_FILE_BYTES, monthsOf, parseHistory, pathOfMonth } from "./history-file.ts";
import type { RefState } from "./ref-store.ts";

/** How much of a history is read at most, newest first. */
export interface Extent {
  readonly months: number;
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
  const found: HistoryEntry[] = [];
  for (const month of months.toReversed()) {
    if (found.length >= extent.entries) break;
    const path = pathOfMonth(month);
    const entries = parseHistory((await state.read(path, MOST_FILE_BYTES)) ?? "", path);
    found.unshift(...entries.filter(({ candidate }) => extent.model === null || candidate.name === extent.model));
  }
  // Writers that wait for each other do not write in the order of their clocks.
  return found.toSorted((a, b) => Date.parse(a.recordedOn) - Date.parse(b.recordedOn)).slice(-extent.entries);
}
