import { broken, type LogFinding } from "./finding.ts";
import type { AuditLog } from "./read-log.ts";

/**
 * Holds a log against a copy of it, made at another time or place: one must begin with all of the other, and ours must be
 * the longer one. `name` is what messages call the copy.
 */
export function compareLogs({ lines }: AuditLog, copy: AuditLog, name: string): readonly LogFinding[] {
  const fork = lines.findIndex(
    ({ digest }, index) => index < copy.lines.length && digest !== copy.lines[index]?.digest,
  );
  if (fork >= 0) {
    return [broken("forked-from-copy", fork + 1, `is another one than in ${name}: the two logs fork there`)];
  }
  const more = copy.lines.length - lines.length;
  if (more <= 0) return [];
  const message = `the log ends ${more} entries before ${name} does: it is older, or its last entries were removed`;
  return [broken("behind-copy", null, message)];
}
