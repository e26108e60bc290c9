import { canonicalJson, compareCodePoints } from "@airworthy/evidence";
import type { FeedbackRow } from "../row/feedback-row.ts";

/** Of rows with one id the latest, where people changed what they said; whatever the order they come in. By their ids. */
export function latestRows(rows: readonly FeedbackRow[]): readonly FeedbackRow[] {
  const latest = new Map<string, FeedbackRow>();
  for (const row of rows) {
    const other = latest.get(row.id);
    if (other === undefined || isLater(row, other)) latest.set(row.id, row);
  }
  return [...latest.values()].sort((a, b) => compareCodePoints(a.id, b.id));
}

/** Times are written alike, so that their texts are in their order. */
export function isLater(row: FeedbackRow, other: FeedbackRow): boolean {
  if (row.on !== other.on) return row.on > other.on;
  return canonicalJson(row) > canonicalJson(other);
}
