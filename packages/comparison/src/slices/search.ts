import { holm } from "@airworthy/stats";
import { lossOf } from "../decision/rule.ts";
import { differenceOf, fromStandardError } from "../inference/conclude.ts";
import type { Estimate } from "../inference/estimate-types.ts";
import { fromPairedOutcomes } from "../inference/paired-outcomes.ts";
import type { Direction } from "../metrics/metric.ts";
import type { Side } from "../tables/side.ts";
import { categoriesOf } from "../tables/side.ts";
import { groupRows } from "./groups.ts";
import type { RowScores } from "./row-scores.ts";
import type { Slice } from "./slice.ts";

/** A column of more values is an id or a measurement; its slices would be single rows. */
const MOST_VALUES = 200;

/** Of a single row nothing is known of its spread. */
const LEAST_ROWS = 2;

/** At full confidence an interval has no ends that could be told. */
const MOST_CONFIDENCE = 1 - Number.EPSILON;

export interface SearchSettings {
  /** Single columns and their pairs are searched. */
  readonly columns: readonly string[];
  readonly minRows: number;
  readonly alpha: number;
}

/** The slice that lost most surely, among all that were searched. */
export interface WorstSlice {
  readonly slice: Slice;
  readonly rows: number;
  readonly candidate: number;
  readonly baseline: number;
  /** At confidence 1 - alpha / searched: all intervals of the search hold together. */
  readonly difference: { readonly estimate: number; readonly low: number; readonly high: number };
  readonly pValue: number;
  /** After Holm's correction over all slices that were searched. */
  readonly adjustedPValue: number;
}

export interface SliceSearch {
  readonly metric: string;
  readonly columns: readonly string[];
  /** How many slices had enough rows to be looked at. */
  readonly searched: number;
  /** Null where no slice lost anything. */
  readonly worst: WorstSlice | null;
}

/**
 * Looks through every value of the columns, and every pair of values of two of them, for the slice with the surest loss:
 * McNemar's exact test where a row is right or wrong, else the paired t-test, Holm's correction for having searched. Slices
 * with fewer rows than `minRows` are left out, and so are columns of more than 200 values in pairs with others.
 */
export function searchSlices(
  side: Side,
  scores: RowScores,
  direction: Direction,
  { columns, minRows, alpha }: SearchSettings,
): SliceSearch {
  const enough = Math.max(minRows, LEAST_ROWS);
  const found = slicings(side, columns).flatMap((slicing) =>
    sumsOf(side, slicing, scores).filter(({ rows }) => rows >= enough && rows < side.rows),
  );
  // All intervals of the search hold together.
  const confidence = Math.min(1 - alpha / found.length, MOST_CONFIDENCE);
  const tested = found.flatMap((sums) => {
    const { difference, pValue } = estimateOf(sums, scores.isBinary, confidence);
    return difference === null || pValue === null ? [] : [{ sums, difference, pValue }];
  });
  const adjusted = holm(tested.map(({ pValue }) => pValue));
  const [worst] = tested
    .map((one, index) => ({ ...one, adjustedPValue: adjusted[index] ?? 1, loss: lossIn(one.sums, direction) }))
    .filter(({ loss }) => loss > 0)
    .sort((a, b) => a.adjustedPValue - b.adjustedPValue || b.loss - a.loss);
  const searched = { metric: scores.metric, columns: [...columns], searched: found.length };
  if (worst === undefined) return { ...searched, worst: null };
  const { sums, difference, pValue, adjustedPValue } = worst;
  const { slice, rows } = sums;
  return {
    ...searched,
    worst: { slice, rows, ...valuesOf(sums), difference, pValue, adjustedPValue },
  };
}

/** What the tests need of one slice: sums over its rows. */
interface Sums {
  readonly slice: Slice;
  rows: number;
  candidate: number;
  baseline: number;
  /** Of the differences, candidate minus baseline: their mean, and the sum of squared deviations from it. */
  mean: number;
  squares: number;
  onlyCandidate: number;
  onlyBaseline: number;
}

function slicings(side: Side, columns: readonly string[]): string[][] {
  const single = columns.filter((column) => categoriesOf(side, column).values.length <= MOST_VALUES);
  const pairs = single.flatMap((a, index) => single.slice(index + 1).map((b) => [a, b]));
  return [...single.map((column) => [column]), ...pairs];
}

function sumsOf(side: Side, columns: readonly string[], { candidate, baseline }: RowScores): Sums[] {
  const { codes, slices } = groupRows(side, columns);
  const sums = slices.map(
    (slice): Sums => ({
      slice,
      rows: 0,
      candidate: 0,
      baseline: 0,
      mean: 0,
      squares: 0,
      onlyCandidate: 0,
      onlyBaseline: 0,
    }),
  );
  for (let row = 0; row < codes.length; row++) {
    const group = sums[codes[row] ?? 0];
    if (group === undefined) continue;
    const now = candidate[row] ?? 0;
    const before = baseline[row] ?? 0;
    group.rows++;
    group.candidate += now;
    group.baseline += before;
    // By Welford's update, which keeps the digits of differences that are alike (Technometrics 4, 1962).
    const deviation = now - before - group.mean;
    group.mean += deviation / group.rows;
    group.squares += deviation * (now - before - group.mean);
    if (now > before) group.onlyCandidate++;
    if (now < before) group.onlyBaseline++;
  }
  return sums;
}

function valuesOf({ rows, candidate, baseline }: Sums) {
  return { candidate: candidate / rows, baseline: baseline / rows };
}

function estimateOf(sums: Sums, isBinary: boolean, confidence: number): Estimate {
  const { rows, candidate, mean, squares, onlyCandidate, onlyBaseline } = sums;
  const values = { ...valuesOf(sums), standardError: null };
  if (isBinary) {
    const both = candidate - onlyCandidate;
    const neither = rows - both - onlyCandidate - onlyBaseline;
    return fromPairedOutcomes(values, { both, onlyCandidate, onlyBaseline, neither }, confidence);
  }
  const estimate = differenceOf(values.candidate, values.baseline) === 0 ? 0 : mean;
  return fromStandardError(values, estimate, {
    standardError: Math.sqrt(squares / (rows - 1) / rows),
    units: rows,
    degreesOfFreedom: rows - 1,
    method: "paired-t",
    confidence,
  });
}

function lossIn(sums: Sums, direction: Direction): number {
  const { candidate, baseline } = valuesOf(sums);
  return differenceOf(candidate, baseline) === 0 ? 0 : lossOf(direction, candidate, baseline);
}
