import type { PromotionDraft, PromotionEntry } from "./entry.ts";
import type { AuditLog, LogHead, LogLine } from "./read-log.ts";

/**
 * The entry that a request made of a stage, so that none is appended for it again; null where there is none, and for a draft
 * that names no request. Lines beyond the log's known end do not count, unless that leads to them: whoever put them there wrote
 * no record.
 */
export function findPromotion(
  { lines }: AuditLog,
  { length, head }: LogHead,
  { request, promotion }: Pick<PromotionDraft, "request" | "promotion">,
): PromotionEntry | null {
  if (request === null) return null;
  const key = stageKey(promotion);
  for (const { entry } of [...lines.slice(0, length), ...endOf(lines.slice(length), head)]) {
    if (entry === null || !("promotion" in entry)) continue;
    if (entry.request === request && stageKey(entry.promotion) === key) return entry;
  }
  return null;
}

/** What was appended after lines that others put there: those that lead to the known end, the last first. */
function endOf(lines: readonly LogLine[], head: string | null): readonly LogLine[] {
  const byDigest = new Map(lines.map((line) => [line.digest, line]));
  const end: LogLine[] = [];
  for (let line = head === null ? undefined : byDigest.get(head); line !== undefined; ) {
    end.push(line);
    byDigest.delete(line.digest);
    line = byDigest.get(line.entry?.previous ?? "");
  }
  return end;
}

/** A stage of a model, as a key: either name may hold any character. */
export function stageKey({ model, stage }: PromotionEntry["promotion"]): string {
  return JSON.stringify([model, stage]);
}
