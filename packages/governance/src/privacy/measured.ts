import type { Figure, FigureChange } from "../audit/figure.ts";
import type { AuditMeasure } from "../audit/finding.ts";
import type { Gate } from "../audit/gate.ts";
import type { AuditTable } from "../audit/predicate.ts";

/** What every measurement of privacy is told. */
export interface PrivacyOptions {
  /** The level of the intervals, such as 0.95. */
  readonly level: number;
  /** What is asked of a metric. */
  readonly gateOf: (metric: string) => Gate;
}

export interface Measured {
  readonly measures: readonly AuditMeasure[];
  readonly tables: readonly AuditTable[];
}

/** A figure that is counted or computed in full, not estimated from a sample: its interval is itself. */
export function exactFigure(value: number, n: number): Figure {
  return { value, low: value, high: value, n, positives: null };
}

/** The change between two exact figures; null where one is missing. */
export function exactChange(candidate: Figure | null, baseline: Figure | null): FigureChange | null {
  if (candidate === null || baseline === null) return null;
  const estimate = candidate.value - baseline.value;
  return { estimate, low: estimate, high: estimate };
}
