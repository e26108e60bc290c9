import type { ComparedSides } from "../inference/estimate-types.ts";
import { isOfSets, membersOf } from "../metrics/counts/label-sets.ts";
import type { ClassRows, Metric } from "../metrics/metric.ts";
import { categoriesOf, type Side } from "../tables/side.ts";

/** Fewer rows with a label, or without it, than this say little of that class; the usual rule of thumb for a count to be trusted. */
const MINIMUM_CLASS_ROWS = 5;
/** With fewer clusters than this their robust error is too small: see docs/benchmarks/operating-characteristics.md. */
const MINIMUM_CLUSTERS = 30;

/** Why the rows do not suffice for a conclusion, as a reason code. */
export type Shortage = "too-few-rows" | "too-few-rows-of-a-class" | "class-without-rows" | "too-few-clusters";

export interface Limits {
  readonly minRows: number;
  readonly classesMustOccur: boolean;
}

/** What a scope's rows lack for a metric; null where they suffice. `support` is that of classSupport, for metrics that rest on classes. */
export function shortageOf(
  metric: Metric,
  rows: Uint32Array,
  { candidate, clusters }: ComparedSides,
  support: Uint32Array | null,
  { minRows, classesMustOccur }: Limits,
): Shortage | null {
  if (rows.length < minRows) return "too-few-rows";
  if (clusters !== null && clustersIn(rows, clusters) < MINIMUM_CLUSTERS) return "too-few-clusters";
  if (metric.restsOn === undefined) return null;
  const needed = Math.min(MINIMUM_CLASS_ROWS, minRows);
  const { name } = metric.restsOn;
  for (const [code, count] of (support ?? []).entries()) {
    if (name !== null && name !== candidate.classes[code]) continue;
    if (count === 0 && classesMustOccur) return "class-without-rows";
    const counts = rowsRestedOn(metric.restsOn, count, rows.length);
    // Of no rows at all the metric is not defined, or leaves the class out.
    if (counts.some((few) => few > 0 && few < needed)) return "too-few-rows-of-a-class";
  }
  return null;
}

function rowsRestedOn({ which }: ClassRows, own: number, rows: number): number[] {
  if (which === "both") return [own, rows - own];
  return [which === "own" ? own : rows - own];
}

/** How many of the rows have each class as (or among) their label. */
export function classSupport(side: Side, rows: Uint32Array): Uint32Array {
  const { codes, values } = categoriesOf(side, "label");
  const counts = new Uint32Array(values.length);
  for (const row of rows) counts[codes[row] ?? 0] = (counts[codes[row] ?? 0] ?? 0) + 1;
  const classes = new Map(side.classes.map((name, code) => [name, code]));
  const areSets = isOfSets(side);
  const support = new Uint32Array(side.classes.length);
  for (const [label, value] of values.entries()) {
    for (const name of areSets ? membersOf(value) : [value]) {
      const code = classes.get(name);
      if (code !== undefined) support[code] = (support[code] ?? 0) + (counts[label] ?? 0);
    }
  }
  return support;
}

function clustersIn(rows: Uint32Array, { codes, count }: NonNullable<ComparedSides["clusters"]>): number {
  const seen = new Uint8Array(count);
  for (const row of rows) seen[codes[row] ?? 0] = 1;
  return seen.reduce((sum, one) => sum + one, 0);
}
