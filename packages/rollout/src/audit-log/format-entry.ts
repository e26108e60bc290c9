import { canonicalJson, checkShape, UserError } from "@airworthy/evidence";
import { type AuditEntry, entrySchema } from "./entry.ts";

/** What an entry's signature is over, as DSSE names it. */
export const AUDIT_PAYLOAD = "application/vnd.airworthy.audit-entry+json";

/** A thousand evidence files take a half of it, a keyless signature less than a tenth. */
export const MOST_LINE_CHARACTERS = 256 * 1024;

/** An entry as its line, canonical JSON, without the line's end. Throws a UserError for one that no reader would take. */
export function formatEntry(entry: AuditEntry): string {
  const line = canonicalJson(checkShape(entrySchema, entry, "The entry of the audit log"));
  if (line.length <= MOST_LINE_CHARACTERS) return line;
  throw new UserError(
    `The entry of the audit log has ${line.length} characters; ${MOST_LINE_CHARACTERS} are allowed: its texts are too long`,
  );
}

/** The bytes that an entry's signature is over: the entry as canonical JSON, without the field `signature`. */
export function signedBytes(entry: AuditEntry): Uint8Array {
  const { signature: _, ...signed } = entry;
  return Buffer.from(canonicalJson(signed));
}
