import type { ComparedSides } from "../inference/estimate-types.ts";
import { classCodesOf } from "../metrics/counts/class-codes.ts";
import type { Metric } from "../metrics/metric.ts";
import { categoriesOf } from "../tables/side.ts";

/** Fewer rows with a label than this say little of that class; the usual rule of thumb for a count to be trusted. */
const MINIMUM_CLASS_ROWS = 5;
/** With fewer clusters than this their robust error is too small: see docs/benchmarks/operating-characteristics.md. */
const MINIMUM_CLUSTERS = 30;

/** Why the rows do not suffice for a conclusion, as a reason code. */
export type Shortage = "too-few-rows" | "too-few-rows-of-a-class" | "class-without-rows" | "too-few-clusters";

export interface Limits {
  readonly minRows: number;
  readonly classesMustOccur: boolean;
}

/** What a scope's rows lack for a metric; null where they suffice. `support` is that of classSupport, for metrics over classes. */
export function shortageOf(
  metric: Metric,
  rows: Uint32Array,
  { candidate, clusters }: ComparedSides,
  support: Uint32Array | null,
  { minRows, classesMustOccur }: Limits,
): Shortage | null {
  if (rows.length < minRows) return "too-few-rows";
  if (clusters !== null && clustersIn(rows, clusters) < MINIMUM_CLUSTERS) return "too-few-clusters";
  if (metric.kind !== "counts" || !metric.overClasses) return null;
  const needed = Math.min(MINIMUM_CLASS_ROWS, minRows);
  const own = metric.className === undefined ? null : candidate.classes.indexOf(metric.className);
  for (const [code, count] of (support ?? []).entries()) {
    if (own !== null && own !== code) continue;
    if (count === 0 && classesMustOccur) return "class-without-rows";
    if (count > 0 && count < needed) return "too-few-rows-of-a-class";
  }
  return null;
}

/** How many of the rows have each class as (or among) their label. */
export function classSupport({ candidate, baseline }: ComparedSides, rows: Uint32Array): Uint32Array {
  const { members, labels } = classCodesOf(candidate, baseline ?? candidate);
  const { codes } = categoriesOf(candidate, "label");
  const support = new Uint32Array(candidate.classes.length);
  for (const row of rows) {
    const label = labels[codes[row] ?? 0] ?? 0;
    if (members === null) support[label] = (support[label] ?? 0) + 1;
    else for (const code of members[label] ?? []) support[code] = (support[code] ?? 0) + 1;
  }
  return support;
}

function clustersIn(rows: Uint32Array, { codes, count }: NonNullable<ComparedSides["clusters"]>): number {
  const seen = new Uint8Array(count);
  for (const row of rows) seen[codes[row] ?? 0] = 1;
  return seen.reduce((sum, one) => sum + one, 0);
}
