import { parseStatement, sha256, UserError } from "@airworthy/evidence";
import { EVIDENCE_FOLDER, evidencePath, type HistoryEntry, readEntries } from "@airworthy/history";
import type { RefState } from "@airworthy/refs";
import type { Log } from "@airworthy/runtime";
import type { ReadFile } from "../read-evidence.ts";

/** Far above what projects record in years; below what exhausts memory. */
const EXTENT = { months: 1_200, entries: 20_000, model: null };
/**
 * The newest are read: over the network each takes a request, of which a workflow's token has 1,000 an hour and repository
 * (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
 */
const MOST_FILES = 300;
const MOST_FILE_BYTES = 64 * 1024 * 1024;

export interface KeptHistory {
  /** Oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** The evidence that is kept beside them. */
  readonly evidence: readonly ReadFile[];
}

/**
 * The history of a ref with the evidence files that it keeps. What does not have the digest that it is kept under is left
 * out, with a warning: it is not what a run wrote.
 */
export async function readKeptHistory(state: RefState | null, log: Log): Promise<KeptHistory> {
  if (state === null || state.tip === null) return { entries: [], evidence: [] };
  const entries = await readEntries(state, EXTENT);
  const kept = new Set(await state.list(EVIDENCE_FOLDER));
  const digests = new Set(entries.toReversed().flatMap((entry) => entry.evidence.map(({ sha256: digest }) => digest)));
  const wanted = [...digests].filter((digest) => kept.has(`${digest}.json`));
  if (wanted.length > MOST_FILES) {
    log.warn(`The history keeps ${wanted.length} evidence files; the newest ${MOST_FILES} are shown.`);
  }
  const evidence: ReadFile[] = [];
  for (const digest of wanted.slice(0, MOST_FILES)) {
    const file = await readKept(state, digest, log);
    if (file !== null) evidence.push(file);
  }
  return { entries, evidence };
}

async function readKept(state: RefState, digest: string, log: Log): Promise<ReadFile | null> {
  const path = evidencePath(digest);
  const text = await state.read(path, MOST_FILE_BYTES);
  if (text === null) return null;
  try {
    if (sha256(text) !== digest) throw new UserError(`${path} in the history does not have the digest of its name`);
    return { name: path, text, statement: parseStatement(text, path) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.warn(`${error.message}; it is left out.`);
    return null;
  }
}
