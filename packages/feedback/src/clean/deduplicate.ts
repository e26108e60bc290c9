import { canonicalJson, compareCodePoints } from "@airworthy/evidence";
import { seedFrom } from "@airworthy/stats";
import type { FeedbackRow } from "../row/feedback-row.ts";
import { latestRows } from "./latest.ts";
import { createNearIndex } from "./near-index.ts";
import { plainLetters } from "./shingles.ts";

/** A row that stands for all that say the same. */
export interface DistinctRow {
  readonly row: FeedbackRow;
  /** How many say it, this one among them. */
  readonly count: number;
}

export interface Distinct {
  /** By their ids. */
  readonly rows: readonly DistinctRow[];
  /** Rows that say to the letter what another says, and those that nearly do. */
  readonly exact: number;
  readonly near: number;
}

/**
 * Rows that say the same of the same, once: of one kind, case and expectation, and in letters and digits equal, or with at least four
 * fifths of their five-character shingles in common. The first counts, before it one with consent; whatever the order they
 * come in. Whether people agree is another question: ask it of all rows.
 */
export function deduplicate(rows: readonly FeedbackRow[], seed: number): Distinct {
  const ordered = latestRows(rows).toSorted(byPrecedence);
  const exactly = new Map<string, number>();
  const nearly = createNearIndex(ordered.length, seedFrom(seed, "shingles"));
  const counts = new Uint32Array(ordered.length);
  const kept: number[] = [];
  let [exact, near] = [0, 0];
  for (const [place, row] of ordered.entries()) {
    const group = canonicalJson([row.kind, row.caseId, row.model, fold(row.expected)]);
    const content = [row.input, row.text, row.expected === null ? row.output : null].map(fold).join("\n");
    const key = `${group}\n${content.trim() === "" ? canonicalJson([row.input, row.text]) : content}`;
    const same = exactly.get(key);
    const alike = same ?? nearly.findOrKeep(content, seedFrom(seed, group), place);
    if (same !== undefined) exact++;
    else if (alike !== null) near++;
    else kept.push(place);
    exactly.set(key, alike ?? place);
    counts[alike ?? place] = (counts[alike ?? place] ?? 0) + 1;
  }
  const distinct = kept.flatMap((place) => {
    const row = ordered[place];
    return row === undefined ? [] : [{ row, count: counts[place] ?? 0 }];
  });
  return { rows: distinct.sort((a, b) => compareCodePoints(a.row.id, b.row.id)), exact, near };
}

function byPrecedence(a: FeedbackRow, b: FeedbackRow): number {
  const consent = Number(b.consent === true) - Number(a.consent === true);
  return consent || compareCodePoints(a.on, b.on) || compareCodePoints(a.id, b.id);
}

function fold(text: string | null): string {
  return text === null ? "" : plainLetters(text);
}
