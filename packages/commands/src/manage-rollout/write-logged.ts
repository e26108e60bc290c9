import type { BundleSigner } from "@airworthy/evidence";
import type { TextState } from "@airworthy/refs";
import {
  type AppendedLog,
  AUDIT_FILE,
  appendEntry,
  type EntryDraft,
  FLAGS_FILE,
  formatRollouts,
  type LogAnchor,
  ROLLOUTS_FILE,
  type Rollouts,
} from "@airworthy/rollout";
import type { FlagFiles } from "./flag-files.ts";
import type { FlagsPlace } from "./open-flags.ts";
import { orWithout } from "./stops.ts";

/** Who writes, and by which means. */
export interface LoggedWriter {
  readonly place: FlagsPlace;
  /** Whether it is to be written even where the log is broken, cannot be read, or nobody can sign. */
  readonly isStop: boolean;
  /** Who signs the entry of the log; null for nobody. */
  signer(): Promise<BundleSigner | null>;
  warn(line: string): void;
}

/** The files as they stood when it was decided. */
export interface OpenedFiles {
  readonly store: TextState;
  readonly files: FlagFiles;
}

/** What becomes of the files. */
export interface LoggedChange {
  readonly draft: EntryDraft;
  readonly next: Omit<Rollouts, "log">;
  /** The text of flags.json; null where that stays as it is. */
  readonly flags: string | null;
  /** The commit's; `length` is that of the log after it. */
  message(length: number): string;
}

/** Where it was written, and the log as it is now. */
export interface Logged {
  readonly log: LogAnchor;
  readonly place: string;
}

/**
 * Writes a change of the folder's files together with its entry, or without one where the log cannot be read. Null, and nothing
 * written, where somebody wrote meanwhile. Throws a UserError for a log that does not verify, unless the writer is a stop.
 */
export async function writeLogged(
  writer: LoggedWriter,
  { store, files: { audit, rollouts } }: OpenedFiles,
  { draft, next, flags, message }: LoggedChange,
): Promise<Logged | null> {
  const { pathOf } = writer.place;
  const appended = audit === null ? null : await append(writer, audit, rollouts.log, draft);
  const log = appended === null ? rollouts.log : { length: appended.length, head: appended.head };
  const changed = new Map([[pathOf(ROLLOUTS_FILE), formatRollouts({ ...next, log })]]);
  if (appended !== null) changed.set(pathOf(AUDIT_FILE), appended.text);
  if (flags !== null) changed.set(pathOf(FLAGS_FILE), flags);
  const place = await store.commit({ files: changed, deletions: [], message: message(log.length) });
  return place === null ? null : { log, place };
}

/** A stop waits neither for a log to be mended nor for somebody to sign it. */
async function append(
  { isStop, signer, warn }: LoggedWriter,
  audit: string,
  expected: LogAnchor,
  draft: EntryDraft,
): Promise<AppendedLog> {
  const signed = async () => appendEntry(audit, expected, draft, { signer: await signer(), evenBroken: isStop });
  if (!isStop) return await signed();
  const appended = await orWithout(signed, null, (why) => warn(`The entry of the log is not signed: ${why}`));
  return appended ?? (await appendEntry(audit, expected, draft, { signer: null, evenBroken: isStop }));
}
