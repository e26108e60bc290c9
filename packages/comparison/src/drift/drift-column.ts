import type { TwoSamples } from "@airworthy/stats";
import type { CategoryColumn, ColumnRequest } from "@airworthy/tables";
import type { MetricContext, Parameters } from "../metrics/metric.ts";
import { wordParameter } from "../metrics/parameters.ts";
import { gathered } from "../metrics/weighted.ts";
import { categoriesOf, numbersOf, type Side } from "../tables/side.ts";

/** The column whose drift is asked for, and what its values are. */
export interface DriftColumn {
  readonly name: string;
  readonly as: "numbers" | "categories";
  readonly request: ColumnRequest;
}

/** `column`, and `as` where that is not what the column's name says: a prediction is a category, any other column a number. */
export function driftColumn(
  parameters: Parameters,
  { isMultiLabel }: MetricContext,
  fallback: "score" | "prediction",
): DriftColumn {
  const name = parameters.get("column") ?? fallback;
  const as = parameters.has("as") ? wordParameter(parameters, "as", ["numbers", "categories"]) : usually(name);
  const isSet = isMultiLabel && name === "prediction";
  const request: ColumnRequest =
    as === "numbers"
      ? { kind: "number", column: name, isOptional: false, least: Number.NEGATIVE_INFINITY }
      : { kind: "category", column: name, allowed: [], isSet };
  return { name, as, request };
}

/** The parameters of an id, without those that are what they would be anyway. */
export function driftParameters({ name, as }: DriftColumn, fallback: "score" | "prediction") {
  return { column: name === fallback ? null : name, as: as === usually(name) ? null : as };
}

function usually(name: string): "numbers" | "categories" {
  return name === "prediction" ? "categories" : "numbers";
}

/** Both sides' numbers on some rows. */
export function numberSamples(baseline: Side, candidate: Side, rows: Uint32Array, column: string): TwoSamples {
  return {
    baseline: gathered(numbersOf(baseline, column), rows),
    candidate: gathered(numbersOf(candidate, column), rows),
    weights: candidate.weights === null ? null : gathered(candidate.weights, rows),
  };
}

/** How much of each side's rows is of each category, in the order of the baseline's column, then of the candidate's. */
export function categoryShares(baseline: Side, candidate: Side, rows: Uint32Array, column: string) {
  const codes = new Map<string, number>();
  const sides = [baseline, candidate].map((side) => {
    const categories = categoriesOf(side, column);
    for (const value of categories.values) if (!codes.has(value)) codes.set(value, codes.size);
    return { categories, weights: side.weights };
  });
  const [was, is] = sides.map((side) => counted(side, rows, codes));
  const none = new Float64Array(0);
  return { baseline: was ?? none, candidate: is ?? none };
}

function counted(
  { categories, weights }: { readonly categories: CategoryColumn; readonly weights: Float64Array | null },
  rows: Uint32Array,
  codes: ReadonlyMap<string, number>,
): Float64Array {
  const common = Uint32Array.from(categories.values, (value) => codes.get(value) ?? 0);
  const counts = new Float64Array(codes.size);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0;
    const code = common[categories.codes[row] ?? 0] ?? 0;
    counts[code] = (counts[code] ?? 0) + (weights === null ? 1 : (weights[row] ?? 0));
  }
  return counts;
}
