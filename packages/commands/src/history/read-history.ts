import { type HistoryEntry, parseRef, readEntries } from "@airworthy/history";
import type { Ports } from "@airworthy/runtime";
import { openStore, type Remote } from "./open-store.ts";

/** Two years, or what a busy repository records in a month: far more than a trend shows. */
const EXTENT = { months: 24, entries: 500 };

export interface HistoryPlace {
  /** A branch's name or a ref in full. */
  readonly ref: string;
  /** Null to read the clone of the working folder. */
  readonly remote: Remote | null;
}

/**
 * What was recorded of a model, or of every model with null: of 24 months the newest 500 entries of branches and as many of pull
 * requests, oldest first; none where there is no such ref. Throws a UserError where the history cannot be read or relied on.
 */
export async function readHistory(
  { ref, remote }: HistoryPlace,
  model: string | null,
  ports: Ports,
): Promise<readonly HistoryEntry[]> {
  const store = await openStore(parseRef(ref), remote, ports);
  return readEntries(await store.open(), { ...EXTENT, model });
}
