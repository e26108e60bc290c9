import { type Chart, type Fold, formatCount, formatCounted, type IntervalRow } from "@airworthy/report";
import { type CanaryFinding, sizeOf } from "../evidence/finding.ts";
import { findingLabel } from "../words/finding.ts";

/** More rows than this are read in the table, not in a drawing. */
const MOST_DRAWN = 20;
/** Scales on which intervals are drawn; the table has them all too. */
const MOST_CHARTS = 4;

/** Differences that belong on one scale, where there are several: one alone is drawn in its row. */
export function chartFold(findings: readonly CanaryFinding[]): Fold[] {
  const charts = [...Map.groupBy(findings.filter(isDrawable), ({ unit }) => unit)]
    .flatMap(([unit, together]) => chartOf(unit, together))
    .slice(0, MOST_CHARTS);
  return charts.length === 0 ? [] : [{ kind: "fold", summary: formatCounted(charts.length, "chart"), blocks: charts }];
}

/** Numbers without a unit and relative changes have no scale in common. */
function isDrawable({ unit, compared, difference }: CanaryFinding): boolean {
  return unit !== "number" && compared === "difference" && difference?.low != null && difference.high !== null;
}

function chartOf(unit: CanaryFinding["unit"], findings: readonly CanaryFinding[]): Chart[] {
  const levels = Map.groupBy(findings, ({ difference }) => difference?.level ?? 0);
  return [...levels].flatMap(([level, together]): Chart[] => {
    if (together.length < 2) return [];
    const rows = together.slice(0, MOST_DRAWN).flatMap(rowOf);
    const more =
      together.length > rows.length ? ` ${formatCount(together.length - rows.length)} more are in the evidence.` : "";
    const percent = Number((100 * level).toPrecision(6));
    return [
      {
        kind: "chart",
        title: `Differences (${unit}) with their ${percent} % intervals`,
        description: `Candidate against baseline, ${formatCounted(rows.length, "metric")}; each interval holds at every look.${more}`,
        drawing: { shape: "intervals", unit, level, rows },
      },
    ];
  });
}

function rowOf(finding: CanaryFinding): IntervalRow[] {
  const { difference, margin, better } = finding;
  if (difference === null || difference.low === null || difference.high === null) return [];
  const { estimate, low, high } = difference;
  return [{ label: findingLabel(finding), estimate, low, high, margin, better, size: sizeOf(finding) }];
}
