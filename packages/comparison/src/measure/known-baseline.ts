import { UserError } from "@airworthy/evidence";
import type { ComparisonFinding } from "../evidence/finding.ts";
import type { ComparisonPredicate } from "../evidence/predicate.ts";
import { estimateUnpaired } from "../inference/estimate-unpaired.ts";
import type { Metric } from "../metrics/metric.ts";
import { findingKey } from "../waivers/waiver-file.ts";
import type { Estimator } from "./measure.ts";
import type { ComparisonSettings } from "./settings.ts";

/** An estimator of a candidate's rows against a baseline of which only its evidence is known: see estimateUnpaired. */
export function unpairedEstimator(candidate: Estimator, baseline: ComparisonPredicate): Estimator {
  const { alpha, weighted } = baseline.settings;
  const known = new Map(baseline.findings.map((finding) => [findingKey(finding.metric, finding.slice), finding]));
  return async (asked, scope, seed) => {
    const estimates = await candidate(asked, scope, seed);
    return estimates.map((estimate, index) => {
      const metric = asked[index]?.metric;
      if (metric === undefined) throw new Error("an estimate that nobody asked for");
      const before = known.get(findingKey(metric.id, scope.slice === null ? null : [...scope.slice]));
      const now = { value: estimate.candidate, standardError: estimate.standardError, units: scope.rows.length };
      return estimateUnpaired(
        { ...now, successes: weighted ? null : successesOf(metric, now.value, now.units) },
        before === undefined ? null : knownOf(metric, before, weighted),
        1 - alpha,
      );
    });
  };
}

/** What of a run must be equal for its numbers to be compared with another's. */
export interface Comparable {
  readonly data: ComparisonPredicate["data"];
  readonly classes: ComparisonPredicate["classes"];
  readonly positive: string | null;
  readonly cluster: string | null;
  readonly weighted: boolean;
  readonly settings: ComparisonSettings;
}

/** Throws a UserError with every reason for which the candidate's numbers cannot be held against the evidence `file`. */
export function checkComparable(now: Comparable, file: string, before: ComparisonPredicate): void {
  const { settings } = before;
  const reasons = [
    difference("rows", now.data.rows, before.data.rows),
    difference("data (ids and labels)", now.data.fingerprint, before.data.fingerprint),
    difference("classes", now.classes.names.join(", "), before.classes.names.join(", ")),
    difference("the number of classes", now.classes.count, before.classes.count),
    difference("the positive class", now.positive, settings.positive),
    difference("weights", now.weighted, settings.weighted),
    difference("alpha", now.settings.alpha, settings.alpha),
    difference("seed", now.settings.seed, before.seed),
  ].filter((reason) => reason !== null);
  if (before.kind !== "rows") reasons.unshift("the evidence is not of rows");
  // How sure a clustered number is depends on the clusters, of which evidence says nothing.
  if (now.cluster !== null || settings.cluster !== null) reasons.push("clustered rows need the baseline's own rows");
  if (reasons.length === 0) return;
  throw new UserError(
    `the candidate cannot be compared with ${file}:\n${reasons.map((reason) => `  ${reason}`).join("\n")}`,
    {
      remedy: "Evaluate both versions on the same data with the same settings, or give the baseline's own rows.",
    },
  );
}

function difference(what: string, now: unknown, before: unknown): string | null {
  const shown = (value: unknown) => String(JSON.stringify(value)).slice(0, 120);
  return now === before ? null : `${what}: ${shown(now)}, but ${shown(before)} before`;
}

/** Of weighted rows a share is no count. */
function knownOf(metric: Metric, { candidate, standardError, rows }: ComparisonFinding, weighted: boolean) {
  const value = candidate ?? Number.NaN;
  const units = rows ?? 0;
  return { value, standardError, units, successes: weighted ? null : successesOf(metric, value, units) };
}

/** Of a share of rows, how many there are; null for any other metric. */
function successesOf(metric: Metric, value: number, rows: number): number | null {
  const isShare = metric.id === "accuracy" || (metric.kind === "mean" && metric.isBinary);
  return isShare && Number.isFinite(value) ? Math.round(value * rows) : null;
}
