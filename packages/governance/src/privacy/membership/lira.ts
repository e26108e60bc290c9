import { UserError } from "@airworthy/evidence";
import { momentsOf } from "@airworthy/stats";
import type { AttackScores } from "./attack.ts";
import type { ShadowScores } from "./read-shadows.ts";

/**
 * `online` fits each row's scores in shadow models that were trained on it and in those that were not, and takes the log-likelihood ratio;
 * `offline` has only those that were not, and takes how far above them the score lies.
 */
export const LIRA_VARIANTS = ["online", "offline"] as const;

export interface LiraOptions {
  readonly variant: (typeof LIRA_VARIANTS)[number];
  /** One variance for all rows, which few shadow models call for, or one for each. */
  readonly variance: "fixed" | "per-row";
}

/** Added to a deviation, so that scores that are all the same divide by something: TensorFlow Privacy's and the authors' own. */
const LEAST_DEVIATION = 1e-30;

interface Fit {
  readonly median: Float64Array;
  readonly deviation: (row: number) => number;
}

/**
 * The likelihood ratio attack (Carlini et al., Membership Inference Attacks From First Principles, 2022): normal distributions fitted to
 * the shadow scores of each row, their centre the median, their deviation that of the population, as TensorFlow Privacy's
 * compute_score_lira has it. Online, ln N(score; in) - ln N(score; out); offline the paper's one-sided score, of which
 * the standardised distance is taken, as a share would round to 1. Throws a UserError that names a row with too few shadow
 * scores: one on each side that is fitted, two where it has a variance of its own.
 */
export function liraScores(target: AttackScores, shadows: ShadowScores, options: LiraOptions): AttackScores {
  const out = fit(target, shadows, 0, options);
  if (options.variant === "offline") {
    const scores = target.scores.map((score, row) => (score - (out.median[row] ?? 0)) / out.deviation(row));
    return { ...target, scores };
  }
  const inside = fit(target, shadows, 1, options);
  const scores = target.scores.map((score, row) => logDensity(score, inside, row) - logDensity(score, out, row));
  return { ...target, scores };
}

/** But for a constant that all fits share. */
function logDensity(score: number, { median, deviation }: Fit, row: number): number {
  const scale = deviation(row);
  const z = (score - (median[row] ?? 0)) / scale;
  return -Math.log(scale) - (z * z) / 2;
}

/** To each row's scores from the shadow models that were trained on it (1), or not (0). */
function fit(target: AttackScores, shadows: ShadowScores, side: 0 | 1, { variance }: LiraOptions): Fit {
  const rows = target.scores.length;
  const groups = groupByRow(shadows, side, rows);
  const least = variance === "fixed" ? 1 : 2;
  const median = new Float64Array(rows);
  const deviations = new Float64Array(rows);
  let squares = 0;
  let residuals = 0;
  for (let row = 0; row < rows; row++) {
    const scores = groups.scores.subarray(groups.starts[row] ?? 0, groups.starts[row + 1] ?? 0);
    if (scores.length < least) throw tooFew(shadows, row, side, scores.length, least);
    median[row] = medianOf(scores);
    const { mean, squares: own } = momentsOf(scores);
    deviations[row] = Math.sqrt(own / scores.length);
    // About the median, as the fit is: the mean of all residuals is taken off below.
    const shift = mean - (median[row] ?? 0);
    squares += own + scores.length * shift * shift;
    residuals += scores.length * shift;
  }
  const count = groups.scores.length;
  const pooled = Math.sqrt(Math.max(0, squares / count - (residuals / count) ** 2)) + LEAST_DEVIATION;
  return { median, deviation: variance === "fixed" ? () => pooled : (row) => (deviations[row] ?? 0) + LEAST_DEVIATION };
}

/** Row i's scores are scores[starts[i]..starts[i + 1]): a counting sort. */
function groupByRow({ rows, isIn, scores }: ShadowScores, side: 0 | 1, count: number) {
  const starts = new Uint32Array(count + 1);
  for (let shadow = 0; shadow < rows.length; shadow++) {
    if (isIn[shadow] === side) starts[(rows[shadow] ?? 0) + 1] = (starts[(rows[shadow] ?? 0) + 1] ?? 0) + 1;
  }
  for (let row = 0; row < count; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = starts.slice();
  const grouped = new Float64Array(starts[count] ?? 0);
  for (let shadow = 0; shadow < rows.length; shadow++) {
    if (isIn[shadow] !== side) continue;
    const row = rows[shadow] ?? 0;
    const place = next[row] ?? 0;
    grouped[place] = scores[shadow] ?? 0;
    next[row] = place + 1;
  }
  return { starts, scores: grouped };
}

/** Sorts in place. */
function medianOf(scores: Float64Array): number {
  scores.sort();
  const middle = scores.length >> 1;
  const upper = scores[middle] ?? 0;
  return scores.length % 2 === 1 ? upper : ((scores[middle - 1] ?? 0) + upper) / 2;
}

function tooFew({ name, idOf }: ShadowScores, row: number, side: 0 | 1, given: number, least: number): UserError {
  const trained = side === 1 ? "trained on it" : "not trained on it";
  return new UserError(
    `${name}: ${JSON.stringify(idOf(row).slice(0, 80))} has ${given} scores of shadow models ${trained}; at least ${least} are needed`,
    { remedy: "Train more shadow models, each on a random half of the rows, or ask for a fixed variance." },
  );
}
