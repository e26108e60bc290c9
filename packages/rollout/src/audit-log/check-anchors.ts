import { broken, type LogFinding } from "./finding.ts";
import { type AuditLog, headOf, type LogHead } from "./read-log.ts";

/** How long a log was at some time, and how it ended then. */
export interface Anchor extends LogHead {
  /** Who says so, such as an evidence file's name. Untrusted text. */
  readonly source: string;
}

/** Whether a log that grew since begins as each anchor says: what was cut off or rewritten up to there is found. */
export function checkAnchors({ lines }: AuditLog, anchors: readonly Anchor[]): readonly LogFinding[] {
  return anchors.flatMap(({ source, length, head }) => {
    if (length > lines.length) {
      const message = `the log has ${lines.length} entries; ${source} saw ${length}: the last ones were removed`;
      return [broken("truncated", null, message)];
    }
    if ((lines[length - 1]?.digest ?? null) === head) return [];
    return [broken("anchor-differs", length, `is not the one that ${source} saw there: the log was rewritten`)];
  });
}

/** Whether a log ends exactly as the file says that is written together with it. */
export function checkHead(log: AuditLog, { source, length, head }: Anchor): readonly LogFinding[] {
  const found = headOf(log);
  if (found.length > length) {
    const message = `is beyond the ${length} entries that ${source} knows of: it was appended by hand`;
    return [broken("appended", length + 1, message)];
  }
  if (found.length < length) return checkAnchors(log, [{ source, length, head }]);
  if (found.head === head) return [];
  return [
    broken("head-differs", length === 0 ? null : length, `is not the last one that ${source} knows of: it was edited`),
  ];
}
