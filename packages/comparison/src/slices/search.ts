import { holm, mcnemarExact, newcombePaired, studentTest } from "@airworthy/stats";
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
  const adjusted = holm(found.map((sums) => pValueOf(sums, scores.isBinary)));
  const losses = found
    .map((sums, index) => ({ sums, adjustedP: adjusted[index] ?? 1, loss: lossOf(sums, direction) }))
    .filter(({ loss }) => loss > 0)
    .sort((a, b) => a.adjustedP - b.adjustedP || b.loss - a.loss);
  const [worst] = losses;
  const searched = { metric: scores.metric, columns: [...columns], searched: found.length };
  if (worst === undefined) return { ...searched, worst: null };
  const { slice, rows, candidate, baseline } = worst.sums;
  return {
    ...searched,
    worst: {
      slice,
      rows,
      candidate: candidate / rows,
      baseline: baseline / rows,
      difference: intervalOf(worst.sums, scores.isBinary, 1 - alpha / found.length),
      pValue: pValueOf(worst.sums, scores.isBinary),
      adjustedPValue: worst.adjustedP,
    },
  };
}

/** What the tests need of one slice: sums over its rows. */
interface Sums {
  readonly slice: Slice;
  rows: number;
  candidate: number;
  baseline: number;
  /** Of the differences, candidate minus baseline. */
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
    (slice): Sums => ({ slice, rows: 0, candidate: 0, baseline: 0, squares: 0, onlyCandidate: 0, onlyBaseline: 0 }),
  );
  for (let row = 0; row < codes.length; row++) {
    const group = sums[codes[row] ?? 0];
    if (group === undefined) continue;
    const now = candidate[row] ?? 0;
    const before = baseline[row] ?? 0;
    group.rows++;
    group.candidate += now;
    group.baseline += before;
    group.squares += (now - before) ** 2;
    if (now > before) group.onlyCandidate++;
    if (now < before) group.onlyBaseline++;
  }
  return sums;
}

function pValueOf(sums: Sums, isBinary: boolean): number {
  return isBinary ? mcnemarExact(sums.onlyBaseline, sums.onlyCandidate) : studentOf(sums, 0.95).pValue;
}

function intervalOf(sums: Sums, isBinary: boolean, confidence: number): WorstSlice["difference"] {
  const estimate = (sums.candidate - sums.baseline) / sums.rows;
  if (!isBinary) {
    const { low, high } = studentOf(sums, confidence);
    return { estimate, low, high };
  }
  const both = sums.candidate - sums.onlyCandidate;
  const neither = sums.rows - both - sums.onlyCandidate - sums.onlyBaseline;
  return { estimate, ...newcombePaired(both, sums.onlyCandidate, sums.onlyBaseline, neither, confidence) };
}

function studentOf({ rows, candidate, baseline, squares }: Sums, confidence: number) {
  const estimate = (candidate - baseline) / rows;
  const variance = Math.max(0, squares - rows * estimate ** 2) / (rows - 1);
  const standardError = Math.sqrt(variance / rows);
  return studentTest({ estimate, standardError, degreesOfFreedom: rows - 1 }, confidence);
}

function lossOf({ rows, candidate, baseline }: Sums, direction: Direction): number {
  const change = (candidate - baseline) / rows;
  if (direction === "two-sided") return Math.abs(change);
  return direction === "higher-is-better" ? -change : change;
}
