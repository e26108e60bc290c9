import type { Verdict } from "@airworthy/evidence";
import type { Classification } from "./classify.ts";
import { type Scored, scoreOf } from "./score.ts";
import { classOf, type Thresholds } from "./thresholds.ts";

/** What our verdict needs beside Kayenta's score. */
export interface Witnessed extends Scored {
  readonly isCritical: boolean;
  /** Whether each version had a number at all, before 0 stood for any. */
  readonly hasNumbers: boolean;
}

export interface KayentaVerdict {
  readonly verdict: Verdict;
  readonly reasonCode: string;
}

const WITHOUT_DATA: readonly Classification[] = ["Nodata", "NodataFailMetric"];

/**
 * What a judgement by Kayenta's rules stands for here: Pass is `pass`, Marginal `inconclusive` and Fail `fail`, but nothing
 * passes or fails for want of data. A Fail that data which are there do not bring about is `inconclusive`, and so is a Pass
 * with a critical metric that one of the versions has no number of; of other metrics such a Pass is `warn`.
 */
export function verdictOfMetrics(
  metrics: readonly Witnessed[],
  weights: ReadonlyMap<string, number>,
  thresholds: Thresholds,
): KayentaVerdict {
  const live = metrics.filter(({ isMuted }) => !isMuted);
  if (live.length === 0) return { verdict: "inconclusive", reasonCode: "nothing-judged" };
  if (live.some(({ failsAll, classification }) => failsAll && !WITHOUT_DATA.includes(classification))) {
    return { verdict: "fail", reasonCode: "critical-metric-failed" };
  }
  if (isBelow(live, weights, thresholds)) return { verdict: "fail", reasonCode: "score-too-low" };
  if (live.some(({ classification }) => classification === "Error")) {
    return { verdict: "error", reasonCode: "metric-not-judged" };
  }
  const judged = classOf(scoreOf(live, weights).score, thresholds);
  const unwitnessed = live.filter(({ hasNumbers }) => !hasNumbers);
  if (judged === "Fail" || unwitnessed.some(({ isCritical }) => isCritical)) {
    return { verdict: "inconclusive", reasonCode: "no-data" };
  }
  if (judged === "Marginal") return { verdict: "inconclusive", reasonCode: "score-marginal" };
  if (unwitnessed.length > 0) return { verdict: "warn", reasonCode: "some-metrics-without-data" };
  return { verdict: "pass", reasonCode: "score-passed" };
}

/** Whether the metrics that have data bring the score below the marginal one: the others are taken for passes. */
function isBelow(live: readonly Witnessed[], weights: ReadonlyMap<string, number>, thresholds: Thresholds): boolean {
  const kindest = live.map((metric) =>
    WITHOUT_DATA.includes(metric.classification)
      ? { ...metric, classification: "Pass" as const, failsAll: false }
      : metric,
  );
  return classOf(scoreOf(kindest, weights).score, thresholds) === "Fail";
}
