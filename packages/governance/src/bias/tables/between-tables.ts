import type { Unit } from "@airworthy/report";
import type { Figure } from "../../audit/figure.ts";
import type { AuditTable } from "../../audit/predicate.ts";
import type { MetricFigures } from "../intervals/take-figures.ts";
import type { BiasMetric } from "../metrics/metric.ts";

const MOST_ROWS = 1_000;

/** A metric between groups, and what it came to. */
export interface TakenMetric extends MetricFigures {
  readonly metric: BiasMetric;
}

/** All metrics of all attributes, those that are rates apart from numbers. */
export function betweenTables(taken: readonly TakenMetric[]): AuditTable[] {
  return [
    tableOf("Differences between groups", "rate", taken),
    tableOf("Ratios and indices between groups", "number", taken),
  ].filter(({ rows }) => rows.length > 0);
}

function tableOf(title: string, unit: Unit, taken: readonly TakenMetric[]): AuditTable {
  const own = taken.filter(({ metric }) => metric.definition.unit === unit);
  const hasBaseline = own.some(({ baseline }) => baseline !== null);
  return {
    title,
    columns: ["candidate", ...(hasBaseline ? ["baseline", "change"] : [])].map((name) => ({ title: name, unit })),
    rows: own.slice(0, MOST_ROWS).map((one) => ({
      label: one.metric.of === null ? one.metric.id : `${one.metric.of}: ${one.metric.id}`,
      n: one.candidate?.n ?? 0,
      cells: [one.candidate, ...(hasBaseline ? [one.baseline, changeFigure(one)] : [])],
    })),
    total: own.length,
  };
}

function changeFigure({ difference, candidate }: TakenMetric): Figure | null {
  if (difference === null || candidate === null) return null;
  const { estimate, low, high } = difference;
  return { value: estimate, low, high, n: candidate.n, positives: null };
}
