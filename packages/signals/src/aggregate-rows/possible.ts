import { UserError } from "@airworthy/evidence";
import { meanOfUnits, type PairSums, ratioOfUnits } from "@airworthy/stats";
import type { EventMetric } from "../query.ts";
import type { MetricRow } from "./row.ts";

/** What the row of a metric adds. */
export interface Added {
  readonly sums: PairSums;
  readonly counts: readonly number[] | null;
  readonly invalid: number;
}

/** What rounding may have done to a product or a square. */
const ROUNDING = 1e-10;

/** What a row adds to its metric. Throws a UserError that names the row where no units can have such sums. */
export function addedBy(row: MetricRow, metric: EventMetric, where: string): Added {
  const sums = sumsOf(row, metric, where);
  refuse(problemOf(sums, metric), where);
  if (metric.measure !== "quantile") return { sums, counts: null, invalid: row.invalid };
  refuse(problemOfBuckets(row, metric), where);
  return { sums, counts: row.counts ?? null, invalid: row.invalid };
}

/** The same of a row whose metric is not known further: windows are asked for by the metric's name. */
export function checkSums(row: MetricRow, where: string): void {
  const { units, sum, squares, otherSum = null, otherSquares = null, products = null } = row;
  const hasOther = otherSum !== null && otherSquares !== null && products !== null;
  const others = hasOther ? { otherSum, otherSquares, products } : { otherSum: 0, otherSquares: 0, products: 0 };
  refuse(problemOfSums({ units, sum, squares, ...others }), where);
}

function refuse(problem: string | null, where: string): void {
  if (problem !== null) throw new UserError(`${where}: ${problem}`);
}

function sumsOf(row: MetricRow, metric: EventMetric, where: string): PairSums {
  const { units, sum, squares, otherSum = null, otherSquares = null, products = null } = row;
  if (!(metric.measure === "ratio" || metric.hasBefore)) {
    return { units, sum, squares, otherSum: 0, otherSquares: 0, products: 0 };
  }
  if (otherSum !== null && otherSquares !== null && products !== null) {
    return { units, sum, squares, otherSum, otherSquares, products };
  }
  const why = metric.measure === "ratio" ? "a ratio of two numbers" : "compared with the time before";
  throw new UserError(`${where}: it has no otherSum, otherSquares and products, but ${metric.name} is ${why}`);
}

function problemOfSums(sums: PairSums): string | null {
  const { units, sum, squares, otherSum, otherSquares, products } = sums;
  if (!isPossible(() => meanOfUnits(sums)) || !fitsFew(units, [sum, sum, squares])) {
    return `no ${units} units have the sum ${sum} and the squares ${squares}`;
  }
  const others = [sum, otherSum, products] as const;
  if (!isPossible(() => ratioOfUnits(sums)) || !fitsFew(units, [otherSum, otherSum, otherSquares], others)) {
    return `no ${units} units have the otherSum ${otherSum}, the otherSquares ${otherSquares} and the products ${products}`;
  }
  return null;
}

function problemOf(sums: PairSums, metric: EventMetric): string | null {
  const problem = problemOfSums(sums);
  if (problem !== null) return problem;
  const { sum, squares, otherSum, otherSquares } = sums;
  if (metric.measure === "rate" && !(isRate(sum, squares) && isRate(otherSum, otherSquares))) {
    return "of a rate the sum and the squares must be one whole number";
  }
  if (
    metric.measure === "mean" &&
    metric.value === null &&
    !(isCount(sum, squares) && isCount(otherSum, otherSquares))
  ) {
    return "of a number of outcomes the sum and the squares must be whole";
  }
  if (metric.measure === "ratio" && metric.per === null && !isCount(otherSum, otherSquares)) {
    return "of a ratio to the number of outcomes otherSum and otherSquares must be whole";
  }
  return null;
}

/** Buckets of other limits would be counted as if they were these. */
function problemOfBuckets({ units, limits, counts }: MetricRow, metric: EventMetric): string | null {
  const asked = metric.limits ?? [];
  if (limits?.length !== asked.length || !asked.every((limit, index) => limit === limits[index])) {
    return `its limits must be those of ${metric.name}: ${asked.length} from ${asked.at(0)} to ${asked.at(-1)}`;
  }
  if (counts?.length !== asked.length + 1) return `it must have ${asked.length + 1} counts`;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total === units ? null : `its counts are of ${total} units, but it has ${units}`;
}

function isPossible(compute: () => unknown): boolean {
  try {
    compute();
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether each product is that of its two sums: so it is of one unit, and of none. */
function fitsFew(units: number, ...products: readonly (readonly [number, number, number])[]): boolean {
  if (units > 1) return true;
  return products.every(([a, b, product]) => {
    if (units === 0) return a === 0 && b === 0 && product === 0;
    return Math.abs(product - a * b) <= ROUNDING * Math.abs(product);
  });
}

/** More than there are units have no such squares. */
function isRate(sum: number, squares: number): boolean {
  return isCount(sum, squares) && sum === squares;
}

/** The square of a whole number is at least the number. */
function isCount(sum: number, squares: number): boolean {
  return Number.isInteger(sum) && Number.isInteger(squares) && sum >= 0 && squares >= sum;
}
