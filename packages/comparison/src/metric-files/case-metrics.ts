import type { CaseResult, Outcome, ScalarMetric } from "./metric-file.ts";
import { scalarMetric } from "./scalar-metric.ts";

/**
 * What the cases come to: `pass-rate`, the passed among all that were run (an error is not passed: else what crashes on
 * hard cases would look better), the number with each outcome, and their seconds together where a case has any.
 * `problem` says why the cases cannot be counted on, if so.
 */
export function caseMetrics(cases: readonly CaseResult[], problem: string | null = null): readonly ScalarMetric[] {
  const count = (outcome: Outcome) => cases.filter((result) => result.outcome === outcome).length;
  const [passed, failed, errors, skipped] = [count("passed"), count("failed"), count("error"), count("skipped")];
  const ran = cases.length - skipped;
  const trusted = (value: number) => ({ value: problem === null ? value : Number.NaN, problem });
  const rate =
    ran === 0 ? { value: Number.NaN, problem: problem ?? "has no test that was run" } : trusted(passed / ran);
  const counted = { unit: "count", samples: cases.length } as const;
  const fewer = { ...counted, direction: "lower-is-better" } as const;
  return [
    scalarMetric("pass-rate", rate, { unit: "rate", direction: "higher-is-better", samples: ran }),
    scalarMetric("tests", trusted(cases.length), counted),
    scalarMetric("failed", trusted(failed), fewer),
    scalarMetric("errors", trusted(errors), fewer),
    scalarMetric("skipped", trusted(skipped), counted),
    ...durationMetric(cases),
  ];
}

/** The mean of a number of the cases that have it; a problem where one of them is NaN. */
export function meanMetric(name: string, values: readonly number[], known: Partial<ScalarMetric>): ScalarMetric {
  const value = values.reduce((sum, each) => sum + each, 0) / values.length;
  const problem = Number.isFinite(value) ? null : "is the mean of values that are not all numbers";
  return scalarMetric(name, { value, problem }, { ...known, samples: values.length });
}

function durationMetric(cases: readonly CaseResult[]): readonly ScalarMetric[] {
  const seconds = cases.flatMap((result) => result.seconds ?? []);
  if (seconds.length === 0) return [];
  const value = seconds.reduce((sum, each) => sum + each, 0);
  const known = { unit: "seconds", direction: "lower-is-better", samples: seconds.length } as const;
  return [scalarMetric("duration", { value, problem: null }, known)];
}
