import { UserError } from "@airworthy/evidence";
import type { CanaryMetric } from "../plan/plan.ts";

/** What is taken for granted of a metric, of both versions alike. */
export interface Expected {
  /** Its mean, rate, ratio or quantile. */
  readonly value: number;
  /** Of one unit's value, of a ratio the linearised one, of windows candidate minus baseline; a rate has its own. */
  readonly standardDeviation?: number;
  /** Of a quantile: the share of units between it and the margin beyond it. */
  readonly shareWithinMargin?: number;
}

/** Throws a UserError that names the metric and the field where a number is none that it can have. */
export function checkExpected({ name, signal }: CanaryMetric, expected: Expected): void {
  const { value, standardDeviation = 0, shareWithinMargin = 0 } = expected;
  const isRate = signal.kind === "events" && signal.measure === "rate";
  check(name, "value", value, isRate ? value >= 0 && value <= 1 : Number.isFinite(value), isRate ? A_SHARE : A_NUMBER);
  const isDeviation = standardDeviation >= 0 && standardDeviation < Number.POSITIVE_INFINITY;
  check(name, "standardDeviation", standardDeviation, isDeviation, "a number from 0 on");
  check(name, "shareWithinMargin", shareWithinMargin, shareWithinMargin >= 0 && shareWithinMargin <= 1, A_SHARE);
}

const A_NUMBER = "a finite number";
const A_SHARE = "a number from 0 to 1";

function check(metric: string, field: string, given: number, holds: boolean, allowed: string): void {
  if (holds) return;
  throw new UserError(`${field} of ${JSON.stringify(metric)}: ${given} was given; ${allowed} is allowed`);
}
