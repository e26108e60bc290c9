import { UserError } from "@airworthy/evidence";
import type { Table } from "@airworthy/tables";
import { add } from "../add.ts";
import { categoriesOf, optionalNumbers } from "../columns.ts";
import type { Grouping } from "../groups.ts";
import type { BiasRequest } from "../settings.ts";
import { type AddRow, sumRows } from "./sum-rows.ts";
import type { Sample } from "./sums.ts";
import { unitSample } from "./unit-sample.ts";
import { unitsOf, weightsOf } from "./units.ts";

/** Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, 2017. */
export const BINS = 15;

/** Where a group's sums of scores stand: its rows, its positives, and for each bin weight, scores and positives. */
export const SCORE_SUMS = { rows: 0, positives: 1, firstBin: 2, perBin: 3 } as const;

const WIDTH = SCORE_SUMS.firstBin + SCORE_SUMS.perBin * BINS;

/**
 * Scores of the positive class, in bins of equal width; null where the candidate has none. Throws a UserError for scores
 * beyond 1.
 */
export function scoreSamples({ tables, settings }: BiasRequest): ((grouping: Grouping) => Sample) | null {
  if (optionalNumbers(tables.candidate, "score") === null) return null;
  const units = unitsOf(tables.candidate, settings.cluster, settings.seed);
  const weights = weightsOf(tables.candidate);
  const candidate = adding(tables.candidate, settings.positive, weights);
  const baseline = tables.baseline === null ? null : adding(tables.baseline, settings.positive, weights);
  return (grouping) =>
    unitSample(
      {
        units: units.count,
        groups: grouping.groups.length,
        width: WIDTH,
        candidate: sumRows(units, grouping, WIDTH, candidate ?? noRow),
        baseline: baseline === null ? null : sumRows(units, grouping, WIDTH, baseline),
      },
      null,
    );
}

function noRow(): void {}

/** Null where the table has no scores. */
function adding(table: Table, positive: string | null, weights: Float64Array | null): AddRow | null {
  const scores = optionalNumbers(table, "score");
  if (scores === null) return null;
  const beyond = scores.findIndex((score) => !(score >= 0 && score <= 1));
  if (beyond >= 0) {
    throw new UserError(`${table.file.name}: a score is ${scores[beyond]}; a probability from 0 to 1 is allowed`, {
      remedy: "Write the probability of the positive class as score, or leave the column out.",
    });
  }
  const labels = categoriesOf(table, "label");
  const isPositive = labels.values.map((value) => (value === positive ? 1 : 0));
  return (row, into, from) => {
    const weight = weights === null ? 1 : (weights[row] ?? 0);
    const label = isPositive[labels.codes[row] ?? 0] ?? 0;
    const score = scores[row] ?? Number.NaN;
    const bin = from + SCORE_SUMS.firstBin + SCORE_SUMS.perBin * binOf(score);
    add(into, from, 1);
    add(into, from + SCORE_SUMS.positives, label);
    add(into, bin, weight);
    add(into, bin + 1, weight * score);
    add(into, bin + 2, weight * label);
  };
}

/** A bin holds its upper end; the first also holds 0. The ends are the doubles nearest to k / 15. */
function binOf(score: number): number {
  const bin = Math.min(BINS - 1, Math.max(0, Math.ceil(score * BINS) - 1));
  if (bin > 0 && score <= bin / BINS) return bin - 1;
  return bin < BINS - 1 && score > (bin + 1) / BINS ? bin + 1 : bin;
}
