import { type Difference, differenceText, drawnScale, formatValue, type ReportRow, type Text } from "@airworthy/report";
import { relativeSeverityOf } from "../decision/severity.ts";
import type { ComparisonFinding } from "../evidence/finding.ts";
import { better, reasonInWords } from "../evidence/wording.ts";

/** The report's row for each finding, intervals of one unit drawn on one scale. */
export function findingRows(findings: readonly ComparisonFinding[], alpha: number): ReportRow[] {
  const differences = findings.map((finding) => differenceOf(finding, alpha));
  const scales = new Map(
    [...new Set(findings.map(({ unit }) => unit))].map((unit) => [
      unit,
      drawnScale(
        unit,
        differences.flatMap((difference) => (difference?.unit === unit ? [difference] : [])),
      ),
    ]),
  );
  return findings.map((finding, index) => {
    const { change, verdict, baseline, candidate, unit } = finding;
    const size = Math.max(Math.abs(baseline ?? 0), Math.abs(candidate ?? 0));
    const difference = differences[index] ?? null;
    return {
      change,
      verdict,
      what: findingName(finding),
      was: baseline === null ? null : formatValue(baseline, unit, size),
      now: candidate === null ? null : formatValue(candidate, unit, size),
      difference: difference === null ? "" : differenceText(difference, scales.get(unit)),
      reason: reasonOf(finding),
      severity: relativeSeverityOf(finding),
      isSettled: finding.role === "informational" || finding.waiver !== null,
    };
  });
}

/** A finding's metric and slice. */
export function findingName({ metric, slice }: Pick<ComparisonFinding, "metric" | "slice">): Text {
  if (slice === null) return metric;
  const parts = slice.flatMap(({ column, value }, index) => [
    ...(index === 0 ? [] : [" and "]),
    { kind: "code", text: `${column}=${value}` } as const,
  ]);
  return [`${metric}, `, ...parts];
}

function differenceOf(finding: ComparisonFinding, alpha: number): Difference | null {
  const { difference, direction, unit, margin, searched, baseline, candidate } = finding;
  if (difference === null) return null;
  const { estimate, low, high } = difference;
  const level = 1 - alpha / (searched ?? 1);
  return {
    estimate,
    interval: low === null || high === null ? null : { low, high, level },
    better: better(direction),
    unit,
    margin,
    size: Math.max(Math.abs(baseline ?? 0), Math.abs(candidate ?? 0)),
  };
}

function reasonOf(finding: ComparisonFinding): string {
  const { role, reasonCode, directionSource, direction, searched } = finding;
  const notes = [
    ...(role === "critical" && reasonCode !== "critical-metric" ? ["critical"] : []),
    ...(directionSource === "name" ? [`${better(direction)} is better, by its name`] : []),
    ...(searched === null ? [] : [`found among ${searched} slices`]),
  ];
  return [reasonInWords(finding), ...notes].join("; ");
}
