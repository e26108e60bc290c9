import type { Figure, FigureChange } from "../../audit/figure.ts";
import type { AuditMeasure } from "../../audit/finding.ts";
import type { AuditTable } from "../../audit/predicate.ts";
import { independentChange } from "../independent-change.ts";
import type { Measured, PrivacyOptions } from "../measured.ts";
import { exposureOf } from "./exposure.ts";
import { fitSkewNormal } from "./fit-skew-normal.ts";
import type { Perplexities } from "./read-perplexities.ts";
import { skewNormalCdf } from "./skew-normal.ts";

/**
 * How far canaries are exposed: canary-exposure of the most exposed, over all and for each number of insertions, by rank among the
 * references; and canary-exposure-extrapolated, over all, by the skew normal distribution fitted to the references, which can tell
 * of more than log2 of their number (compute_exposure_interpolation and -_extrapolation of TensorFlow Privacy). In bits,
 * better lower. The table has each group's mean.
 */
export function measureExposure(
  candidate: Perplexities,
  baseline: Perplexities | null,
  options: PrivacyOptions,
): Measured {
  const counts = insertionsOf(candidate, baseline);
  const byRank = [null, ...counts].map((count) => {
    const ours = mostExposed(candidate, count, options.level);
    const theirs = baseline === null ? null : mostExposed(baseline, count, options.level);
    const note = `The most there is to see is ${Math.log2(candidate.references.length).toFixed(2)} bits.`;
    return measure("canary-exposure", count, [ours, theirs, independentChange(ours, theirs)], options, note);
  });
  const ours = extrapolated(candidate);
  const theirs = baseline === null ? null : extrapolated(baseline);
  const unbounded =
    ours === null || theirs === null ? null : { estimate: ours.value - theirs.value, low: null, high: null };
  const note =
    ours === null
      ? "No skew normal distribution fits the references."
      : "By a skew normal distribution fitted to the references; how well it holds so far out is not known.";
  return {
    measures: [...byRank, measure("canary-exposure-extrapolated", null, [ours, theirs, unbounded], options, note)],
    tables: [meansTable(candidate, baseline, options.level)],
  };
}

/** The numbers of insertions that either version has, rising: what the candidate has no canary of is not known, nor better. */
function insertionsOf(candidate: Perplexities, baseline: Perplexities | null): readonly number[] {
  const counts = new Set([...candidate.canaries.keys(), ...(baseline?.canaries.keys() ?? [])]);
  return [...counts].toSorted((a, b) => a - b);
}

/** Of all canaries, or of those inserted so often; null where there are none. */
function mostExposed({ references, canaries }: Perplexities, count: number | null, level: number): Figure | null {
  const least = leastPerplexity(canaries, count);
  return least === null ? null : exposureOf(least, references, level);
}

function extrapolated({ references, canaries }: Perplexities): Figure | null {
  const least = leastPerplexity(canaries, null);
  const distribution = fitSkewNormal(references);
  if (least === null || distribution === null) return null;
  const share = Math.max(Number.MIN_VALUE, skewNormalCdf(least, distribution));
  return { value: -Math.log2(share), low: null, high: null, n: references.length, positives: null };
}

function leastPerplexity(canaries: Perplexities["canaries"], count: number | null): number | null {
  let least: number | null = null;
  for (const [repetitions, perplexities] of canaries) {
    if (count !== null && repetitions !== count) continue;
    for (const perplexity of perplexities) if (least === null || perplexity < least) least = perplexity;
  }
  return least;
}

function measure(
  metric: string,
  count: number | null,
  [candidate, baseline, difference]: readonly [Figure | null, Figure | null, FigureChange | null],
  options: PrivacyOptions,
  note: string,
): AuditMeasure {
  const of = count === null ? null : insertions(count);
  const gate = options.gateOf(metric);
  return { metric, of, unit: "number", better: "lower", candidate, baseline, difference, gate, note };
}

function meansTable(candidate: Perplexities, baseline: Perplexities | null, level: number): AuditTable {
  const versions = baseline === null ? [candidate] : [candidate, baseline];
  const rows = insertionsOf(candidate, baseline).map((count) => ({
    label: insertions(count),
    n: candidate.canaries.get(count)?.length ?? 0,
    cells: versions.map((version) => meanExposure(version, count, level)),
  }));
  const columns = ["candidate", "baseline"].slice(0, versions.length);
  return {
    title: "Mean exposure of canaries, in bits",
    columns: columns.map((title) => ({ title, unit: "number" })),
    rows,
    total: rows.length,
  };
}

function meanExposure({ references, canaries }: Perplexities, count: number, level: number): Figure | null {
  const group = canaries.get(count);
  if (group === undefined) return null;
  let sum = 0;
  for (const perplexity of group) sum += exposureOf(perplexity, references, level).value;
  return { value: sum / group.length, low: null, high: null, n: group.length, positives: null };
}

function insertions(count: number): string {
  return count === 1 ? "1 insertion" : `${count} insertions`;
}
