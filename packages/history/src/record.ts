import { UserError } from "@airworthy/evidence";
import { type Pause, type RefState, type RefStore, untilWritten } from "@airworthy/refs";
import { appendEntries } from "./append-entries.ts";
import type { HistoryEntry } from "./entry.ts";
import { evidencePath } from "./evidence-path.ts";
import { formatEntry, HISTORY_FOLDER, MOST_FILE_BYTES, monthsOf, pathOf } from "./history-file.ts";
import { type Draft, pruneHistory } from "./prune.ts";
import { README, README_HEADING, README_PATH } from "./readme.ts";

/** What one run adds to a history. */
export interface Recording {
  /** One for each candidate that the run speaks of. */
  readonly entries: readonly [HistoryEntry, ...HistoryEntry[]];
  /** Evidence files that are kept beside the entries: their texts by the SHA-256 of their bytes. */
  readonly kept: ReadonlyMap<string, string>;
  /** The first day, in UTC, of which entries stay; null to prune nothing. */
  readonly pruneBefore: string | null;
}

export interface Recorded {
  /** How many entries were appended; none where all were there already. */
  readonly appended: number;
  /** The commit that the ref points to now. */
  readonly commit: string;
}

const MOST_README_BYTES = 1024 * 1024;

/**
 * Appends to the history that a ref holds, in one commit on top of whatever others wrote meanwhile: nothing of theirs is
 * lost, and what is there already is not written again. Throws a UserError where the ref holds something else, a file in it
 * cannot be read, or others keep writing first.
 */
export function record(store: RefStore, recording: Recording, pause: Pause): Promise<Recorded> {
  // Jobs that write at once must not wait alike: each waits by what it has to say.
  const waitsBy = recording.entries.map(formatEntry).join("\n");
  return untilWritten(() => attempt(store, recording), { what: store.ref, waitsBy, pause });
}

async function attempt(store: RefStore, { entries, kept, pruneBefore }: Recording): Promise<Recorded | null> {
  const state = await store.open();
  const draft: Draft = { files: new Map(), deletions: new Set() };
  if (state.tip === null) draft.files.set(README_PATH, README);
  else await refuseOther(state, store.ref);
  const appended = await appendAll(state, draft, entries);
  for (const [sha256, text] of appended > 0 ? kept : []) draft.files.set(evidencePath(sha256), text);
  if (pruneBefore !== null) await pruneHistory(state, draft, pruneBefore);
  const { files, deletions } = draft;
  if (state.tip !== null && files.size === 0 && deletions.size === 0) return { appended, commit: state.tip };
  const message = appended > 0 ? `Record ${appended} ${appended === 1 ? "entry" : "entries"}` : "Prune the history";
  const commit = await state.commit({ files, deletions: [...deletions], message });
  return commit === null ? null : { appended, commit };
}

async function appendAll(state: RefState, { files }: Draft, entries: readonly HistoryEntry[]): Promise<number> {
  let appended = 0;
  for (const [path, ofMonth] of Map.groupBy(entries, ({ recordedOn }) => pathOf(recordedOn))) {
    const { text, count } = appendEntries((await state.read(path, MOST_FILE_BYTES)) ?? "", ofMonth, path);
    if (count > 0) files.set(path, text);
    appended += count;
  }
  return appended;
}

/** A branch of somebody's work that was named by mistake stays as it is. */
async function refuseOther(state: RefState, ref: string): Promise<void> {
  if (monthsOf(await state.list(HISTORY_FOLDER)).length > 0) return;
  if ((await state.read(README_PATH, MOST_README_BYTES))?.startsWith(README_HEADING)) return;
  throw new UserError(`ref: ${ref} is there and holds something else than a history`, {
    remedy: "Name another ref, or leave the input out.",
  });
}
