import { type Difference, differenceText, drawnScale, formatValue, type ReportRow, type Text } from "@airworthy/report";
import { relativeSeverityOf } from "../decision/severity.ts";
import type { ComparisonFinding } from "../evidence/finding.ts";
import { better, levelOf, reasonInWords, sizeOf } from "../evidence/wording.ts";

/** The report's row for each finding; intervals of one unit have one scale, those of slices, which are wider, their own. */
export function findingRows(findings: readonly ComparisonFinding[], alpha: number): ReportRow[] {
  const compared = findings.map((finding) => ({ finding, difference: differenceOf(finding, alpha) }));
  const together = Map.groupBy(compared, ({ finding }) => scaleName(finding));
  const scales = new Map(
    [...together].map(([name, rows]) => {
      return [
        name,
        drawnScale(
          rows[0]?.finding.unit ?? "number",
          rows.flatMap(({ difference }) => difference ?? []),
        ),
      ];
    }),
  );
  return compared.map(({ finding, difference }) => {
    const { change, verdict, baseline, candidate, unit } = finding;
    const size = sizeOf(finding);
    return {
      change,
      verdict,
      what: findingName(finding),
      was: baseline === null ? null : formatValue(baseline, unit, size),
      now: candidate === null ? null : formatValue(candidate, unit, size),
      difference: difference === null ? "" : differenceText(difference, scales.get(scaleName(finding))),
      reason: reasonOf(finding),
      severity: relativeSeverityOf(finding),
      isSettled: finding.role === "informational" || finding.waiver !== null,
      isOfSlice: finding.slice !== null,
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
  const { difference, direction, unit, margin, searched } = finding;
  if (difference === null) return null;
  const { estimate, low, high } = difference;
  return {
    estimate,
    interval: low === null || high === null ? null : { low, high, level: levelOf(searched, alpha) },
    better: better(direction),
    unit,
    margin,
    size: sizeOf(finding),
  };
}

function scaleName({ unit, slice }: ComparisonFinding): string {
  return slice === null ? unit : `${unit} in slices`;
}

function reasonOf(finding: ComparisonFinding): string {
  const { role, reasonCode, directionSource, direction, slice, searched } = finding;
  const notes = [
    ...(role === "critical" && reasonCode !== "critical-metric" ? ["critical"] : []),
    ...(directionSource === "name" && slice === null ? [`${better(direction)} is better, by its name`] : []),
    ...(searched === null ? [] : [`found among ${searched} slices`]),
  ];
  return [reasonInWords(finding), ...notes].join("; ");
}
