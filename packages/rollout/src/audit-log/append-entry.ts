import { type BundleSigner, checkShape, sha256, UserError } from "@airworthy/evidence";
import { ROLLOUTS_FILE } from "../state/rollouts-file.ts";
import { checkHead } from "./check-anchors.ts";
import { checkChain } from "./check-chain.ts";
import { type AuditEntry, ENTRY_VERSION, type EntryDraft, signatureSchema } from "./entry.ts";
import { findingText } from "./finding.ts";
import { AUDIT_PAYLOAD, formatEntry, signedBytes } from "./format-entry.ts";
import { type AuditLog, type LogHead, readLog } from "./read-log.ts";

export interface AppendOptions {
  /** Signs the entry; null leaves it unsigned. */
  readonly signer: BundleSigner | null;
  /**
   * Appends to a log that does not verify, too: a rollback must never wait for a log to be mended. The new entry follows what
   * was last known to be the end, so that all that was wrong is found as it was: lines that are gone or others are missed, and
   * such as were put there make a fork. Once the lines before it are as they were, the log holds again.
   */
  readonly evenBroken: boolean;
}

/** A log with one more line, and what rollouts.json is to say of it. */
export interface AppendedLog extends LogHead {
  readonly text: string;
  readonly entry: AuditEntry;
}

/**
 * Appends an entry to a log that is to end as `expected`, which is what rollouts.json says of it. Throws a UserError for a
 * log that does not verify, unless `evenBroken`, and for an entry that no reader would take.
 */
export async function appendEntry(
  text: string,
  expected: LogHead,
  draft: EntryDraft,
  { signer, evenBroken }: AppendOptions,
): Promise<AppendedLog> {
  if (!evenBroken) refuseBroken(readLog(text), expected);
  const unsigned: AuditEntry = {
    ...draft,
    version: ENTRY_VERSION,
    sequence: expected.length + 1,
    previous: expected.head,
    signature: null,
  };
  const entry = signer === null ? unsigned : await sign(unsigned, signer);
  const line = formatEntry(entry);
  const start = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  return { text: `${start}${line}\n`, length: entry.sequence, head: sha256(line), entry };
}

function refuseBroken(log: AuditLog, expected: LogHead): void {
  const findings = [...log.problems, ...checkChain(log), ...checkHead(log, { ...expected, source: ROLLOUTS_FILE })];
  const first = findings.find(({ verdict }) => verdict === "fail");
  if (first === undefined) return;
  throw new UserError(`The audit log does not verify: ${findingText(first)}`, {
    remedy: "See all of it with `airworthy verify-audit`, and put the log back as git has it.",
  });
}

async function sign(entry: AuditEntry, signer: BundleSigner): Promise<AuditEntry> {
  const bundle: unknown = JSON.parse(await signer.sign(AUDIT_PAYLOAD, signedBytes(entry)));
  return { ...entry, signature: checkShape(signatureSchema, bundle, "The signature") };
}
