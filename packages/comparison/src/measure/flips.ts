import type { ComparedSides } from "../inference/estimate-types.ts";
import { rightRows } from "../slices/row-scores.ts";

/** Rows that one version has right and the other wrong. */
export interface Flips {
  /** Right before, wrong now: what users notice, however the accuracy stands. */
  readonly negative: number;
  readonly positive: number;
  readonly rows: number;
  /** The first rows of the negative flips. */
  readonly examples: readonly number[];
}

const EXAMPLES = 5;

/** The negative flips (Yan et al., Positive-Congruent Training, 2021) and their counterpart; null without a baseline. */
export function flipsOf({ candidate, baseline }: ComparedSides): Flips | null {
  if (baseline === null) return null;
  const now = rightRows(candidate);
  const before = rightRows(baseline);
  const examples: number[] = [];
  let negative = 0;
  let positive = 0;
  for (let row = 0; row < now.length; row++) {
    if (before[row] === now[row]) continue;
    if (now[row] === 1) positive++;
    else if (negative++ < EXAMPLES) examples.push(row);
  }
  return { negative, positive, rows: now.length, examples };
}

/** The rows with the largest losses, worst first; those of equal loss in the rows' order. */
export function worstRows(candidate: Float64Array, baseline: Float64Array, sign: 1 | -1): number[] {
  const worst: { row: number; loss: number }[] = [];
  for (let row = 0; row < candidate.length; row++) {
    const loss = sign * ((baseline[row] ?? 0) - (candidate[row] ?? 0));
    const least = worst.at(-1)?.loss ?? 0;
    if (loss <= 0 || (worst.length === EXAMPLES && loss <= least)) continue;
    worst.push({ row, loss });
    worst.sort((a, b) => b.loss - a.loss || a.row - b.row);
    worst.length = Math.min(worst.length, EXAMPLES);
  }
  return worst.map(({ row }) => row);
}
