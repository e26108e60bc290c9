import { type Direction, differenceText, formatValue, type ReportRow, type Text, type Unit } from "@airworthy/report";

/** A value of both versions, and how sure the difference is. */
export interface Measured {
  readonly what: Text;
  readonly was: number;
  readonly now: number;
  /** Of the difference, 95 %. */
  readonly interval: readonly [number, number];
  readonly better?: Direction;
  readonly unit?: Unit;
  readonly margin?: number;
}

type Judged = Pick<ReportRow, "change" | "verdict" | "reason"> & Partial<Pick<ReportRow, "isOfSlice">>;

export const REGRESSION: Judged = { change: "regression", verdict: "fail", reason: "regression" };
export const WATCH: Judged = { change: "possible-regression", verdict: "warn", reason: "to watch" };
export const IMPROVEMENT: Judged = { change: "improvement", verdict: "pass", reason: "improvement" };
export const STABLE: Judged = { change: "stable", verdict: "pass", reason: "stable" };
export const UNKNOWN: Judged = { change: "insufficient-evidence", verdict: "inconclusive", reason: "too few rows" };

/** A row as a capability writes it: values in their unit, the interval drawn, severity on the bad side. */
export function measuredRow(measured: Measured, judged: Judged): ReportRow {
  const { what, was, now, interval, better = "higher", unit = "rate", margin = 0.02 } = measured;
  const [low, high] = interval;
  const estimate = now - was;
  return {
    ...judged,
    what,
    was: formatValue(was, unit),
    now: formatValue(now, unit),
    difference: differenceText({ estimate, interval: { low, high, level: 0.95 }, better, unit, margin }),
    severity: better === "lower" ? estimate : -estimate,
  };
}

/** A slice's name as comparisons write it: "accuracy, `site=imdb`". */
export function ofSlice(metric: string, slice: string): Text {
  return [`${metric}, `, { kind: "code", text: slice }];
}
