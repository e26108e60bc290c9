import { formatValue, formatValueInterval } from "@airworthy/report";
import type { AuditMeasure } from "./finding.ts";
import type { Judgement } from "./judge.ts";

/** What a reason code says to a reader. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["no-value", "could not be computed"],
  ["small-group", "not shown, for a group that is too small"],
  ["no-limit", "for information"],
  ["limits-kept", "within its limits"],
  ["max-exceeded", "over its limit"],
  ["min-exceeded", "under its limit"],
  ["max-worsening-exceeded", "worse than before by more than allowed"],
  ["max-not-proven", "within its limit, not proven"],
  ["min-not-proven", "within its limit, not proven"],
  ["max-worsening-not-proven", "not proven to be no worse than allowed"],
  ["max-worsening-not-told", "no baseline to compare with"],
]);

export function reasonText(
  { reasonCode }: Pick<Judgement, "reasonCode">,
  { gate }: Pick<AuditMeasure, "gate">,
): string {
  if (reasonCode === "too-few") return `rests on fewer than ${gate.minimum}`;
  return REASONS.get(reasonCode) ?? reasonCode.replaceAll("-", " ");
}

/** The metric and what it is of: "selection-rate-difference, sex & age"; of a test with its severity. */
export function subjectText({ metric, of, severity }: Pick<AuditMeasure, "metric" | "of" | "severity">): string {
  const subject = of === null ? metric : `${metric}, ${of}`;
  return severity === undefined ? subject : `${subject} (${severity})`;
}

/** "true-positive-rate-difference, sex: 12.0 % (95 % interval 8.0 to 16.0 %, n = 312), was 4.0 %: over its limit". */
export function headlineOf(measure: AuditMeasure, judgement: Judgement, level: number): string {
  const { candidate, baseline, unit } = measure;
  const reason = reasonText(judgement, measure);
  if (candidate === null) return `${subjectText(measure)}: ${reason}`;
  const was = baseline === null ? "" : `, was ${formatValue(baseline.value, unit)}`;
  return `${subjectText(measure)}: ${formatValue(candidate.value, unit)} (${restsOn(measure, level)})${was}: ${reason}`;
}

function restsOn({ candidate, unit }: AuditMeasure, level: number): string {
  if (candidate === null) return "";
  const { low, high, n, positives } = candidate;
  const interval = low === null || high === null ? [] : [formatValueInterval({ low, high, level }, unit)];
  return [...interval, `n = ${n}`, ...(positives === null ? [] : [`${positives} positive`])].join(", ");
}
