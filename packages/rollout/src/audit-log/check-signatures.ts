import { SignatureProblem, type VerifiedEnvelope } from "@airworthy/evidence";
import type { AuditEntry } from "./entry.ts";
import { broken, doubtful, type LogFinding, undecided } from "./finding.ts";
import { AUDIT_PAYLOAD, signedBytes } from "./format-entry.ts";
import type { AuditLog } from "./read-log.ts";

/** A signature that holds, or one by somebody whom nobody asked to trust. */
export type OpenedSignature =
  | { readonly state: "verified"; readonly envelope: VerifiedEnvelope }
  | { readonly state: "stranger"; readonly reasonCode: string; readonly message: string };

/** Verifies a Sigstore bundle; `where` names it in messages. Throws a SignatureProblem for one that does not hold. */
export type OpenSignature = (bundle: string, where: string) => Promise<OpenedSignature>;

export interface SignatureRules {
  /** Null where nobody is trusted: signatures are then counted, not verified. */
  readonly open: OpenSignature | null;
  /** Whether every entry must be signed, by somebody who is trusted. */
  readonly required: boolean;
}

/**
 * Verifies the signature of each entry that has one, one after the other. A log whose signatures were all taken off, or made
 * anew by somebody else, has none that counts: what was asked for cannot be told then.
 */
export async function checkSignatures({ lines }: AuditLog, rules: SignatureRules): Promise<readonly LogFinding[]> {
  const findings: LogFinding[] = [];
  let signed = 0;
  let verified = 0;
  for (const { number, entry } of lines) {
    if (entry === null) continue;
    if (entry.signature !== null) signed++;
    const found = await checkEntry(number, entry, signed > 0, rules);
    if (found !== null) findings.push(found);
    else if (entry.signature !== null && rules.open !== null) verified++;
  }
  if (rules.open !== null) {
    const isTold = verified > 0 || lines.length === 0 || findings.some(({ verdict }) => verdict === "fail");
    if (isTold) return findings;
    return [...findings, undecided("no-signature", "no entry is signed by whom was named to verify them with")];
  }
  if (signed === 0) return findings;
  const message = `${signed} of ${lines.length} entries are signed; nobody was named to verify them with`;
  return [...findings, doubtful("signatures-not-verified", null, message)];
}

async function checkEntry(
  line: number,
  entry: AuditEntry,
  wasSigned: boolean,
  { open, required }: SignatureRules,
): Promise<LogFinding | null> {
  if (entry.signature === null) {
    if (required) return broken("unsigned", line, "is not signed");
    return wasSigned ? doubtful("unsigned-after-signed", line, "is not signed, as entries before it are") : null;
  }
  if (open === null) return null;
  try {
    const opened = await open(JSON.stringify(entry.signature), "its signature");
    if (opened.state === "verified") return checkEnvelope(line, entry, opened.envelope);
    const message = `is signed by somebody else: ${opened.message}`;
    return required ? broken(opened.reasonCode, line, message) : doubtful(opened.reasonCode, line, message);
  } catch (error) {
    if (!(error instanceof SignatureProblem)) throw error;
    return broken(error.reasonCode, line, `has a signature that does not hold: ${error.message}`);
  }
}

/** A signature of something else holds, too: of another entry, say. */
function checkEnvelope(line: number, entry: AuditEntry, { payloadType, payload }: VerifiedEnvelope): LogFinding | null {
  if (payloadType === AUDIT_PAYLOAD && Buffer.from(payload).equals(signedBytes(entry))) return null;
  return broken("signature-of-another", line, "has a signature of something else");
}
