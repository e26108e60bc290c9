import { capText, type HeadlineMetric } from "@airworthy/report";
import type { Role } from "../decision/metric-request.ts";
import type { ComparisonFinding } from "../evidence/finding.ts";
import { better } from "../evidence/wording.ts";

/** A trend shows no more than a few. */
const MOST_METRICS = 8;
/** Of a metric's name: a longer one would leave no room for the numbers. */
const NAME_CHARACTERS = 200;

const RANKS: Readonly<Record<Role, number>> = { critical: 0, gate: 1, informational: 2 };

/** The candidate's values over all rows, critical metrics first and informational ones last, else as they were asked for. */
export function headlineMetrics(findings: readonly ComparisonFinding[]): HeadlineMetric[] {
  return findings
    .filter(({ slice, metric }) => slice === null && metric !== "")
    .toSorted((a, b) => RANKS[a.role] - RANKS[b.role])
    .flatMap(({ metric, candidate, unit, direction }): HeadlineMetric[] =>
      candidate === null
        ? []
        : [{ name: capText(metric, NAME_CHARACTERS), value: candidate, unit, better: better(direction) }],
    )
    .slice(0, MOST_METRICS);
}
