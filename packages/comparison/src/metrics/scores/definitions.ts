import type { MetricDefinition } from "../metric.ts";
import { brierScore } from "./brier-score.ts";
import { averagePrecision, rocAuc } from "./discrimination-metrics.ts";
import { ece } from "./ece.ts";
import { logLoss } from "./log-loss.ts";
import { topKAccuracy } from "./top-k-accuracy.ts";

/** Metrics of scores and probabilities. */
export const SCORE_DEFINITIONS: readonly MetricDefinition[] = [
  rocAuc,
  averagePrecision,
  logLoss,
  brierScore,
  ece,
  topKAccuracy,
];
