import { nearest } from "@airworthy/evidence";
import type { MetricFile, ScalarMetric } from "./metric-file.ts";

/** Finding near names takes the product of both numbers; with more than this they are not looked for. */
const MAX_NAMES_COMPARED = 20_000;
/** Values that many metrics have by chance. */
const COMMON_VALUES: ReadonlySet<number> = new Set([0, 1, 100]);

export interface MatchedMetrics {
  /** In the candidate's order. */
  readonly pairs: readonly MetricPair[];
  /** Those of the baseline that the candidate lacks, in the baseline's order. */
  readonly missing: readonly MissingMetric[];
  /** Those of the candidate that the baseline lacks, in the candidate's order. */
  readonly added: readonly ScalarMetric[];
}

export interface MetricPair {
  readonly candidate: ScalarMetric;
  readonly baseline: ScalarMetric;
  /** Why the two cannot be compared, to follow the metric's name: "is in ms, but was in s"; null where they can. */
  readonly problem: string | null;
}

export interface MissingMetric {
  readonly baseline: ScalarMetric;
  /** What the candidate has under this name instead of a number, such as `a list`; null where it has nothing. */
  readonly given: string | null;
  /** An added metric that may be this one under another name: of the same value, or of a near name. */
  readonly maybe: string | null;
}

/** Pairs the metrics of two files by name. What has no partner is listed, with a guess where it was only renamed. */
export function matchMetrics(candidate: MetricFile, baseline: MetricFile): MatchedMetrics {
  const before = new Map(baseline.metrics.map((metric) => [metric.name, metric]));
  const now = new Set(candidate.metrics.map(({ name }) => name));
  const instead = new Map(candidate.passedOver.map(({ name, given }) => [name, given]));
  const added = candidate.metrics.filter(({ name }) => !before.has(name));
  const gone = baseline.metrics.filter(({ name }) => !now.has(name));
  const guess = renameGuesser(gone, added);
  return {
    pairs: candidate.metrics.flatMap((metric) => {
      const partner = before.get(metric.name);
      return partner === undefined
        ? []
        : [{ candidate: metric, baseline: partner, problem: unitProblem(metric, partner) }];
    }),
    missing: gone.map((metric) => {
      const given = instead.get(metric.name) ?? null;
      return { baseline: metric, given, maybe: given === null ? guess(metric) : null };
    }),
    added,
  };
}

function unitProblem(candidate: ScalarMetric, baseline: ScalarMetric): string | null {
  const [now, before] = [candidate, baseline].map(({ unit, unitText }) => unit ?? unitText ?? "no unit");
  return now === before ? null : `is in ${now}, but was in ${before}`;
}

function renameGuesser(
  gone: readonly ScalarMetric[],
  added: readonly ScalarMetric[],
): (metric: ScalarMetric) => string | null {
  const names = gone.length * added.length > MAX_NAMES_COMPARED ? [] : added.map(({ name }) => name).filter(isLikeWord);
  const byValue = new Map<number, ScalarMetric | null>();
  for (const metric of added) byValue.set(metric.value, byValue.has(metric.value) ? null : metric);
  return ({ name, value }) => {
    const isTelling = Number.isFinite(value) && !COMMON_VALUES.has(value);
    const same = isTelling ? byValue.get(value) : null;
    return same?.name ?? (isLikeWord(name) ? nearest(name, names) : null) ?? null;
  };
}

/** Of very short names any two are near; very long ones take long to compare. */
function isLikeWord(name: string): boolean {
  return name.length >= 4 && name.length <= 100;
}
