import type { KayentaJudgeEvidence, KayentaMetricEvidence } from "../evidence/kayenta-judge.ts";
import type { JudgedMetric, KayentaJudgement } from "./judge.ts";
import type { Summary } from "./values.ts";

/** What a look knows beside a judgement. */
export interface Reading {
  /** By the metric's name: why its values cannot be relied on. */
  readonly problems: ReadonlyMap<string, string>;
  readonly isSplitAsked: boolean;
}

const ALL_READ: Reading = { problems: new Map(), isSplitAsked: false };

/** A judgement, as the evidence of a look has it for its judge. */
export function kayentaEvidenceOf(
  judgement: KayentaJudgement,
  { problems, isSplitAsked }: Reading = ALL_READ,
): KayentaJudgeEvidence {
  const { thresholds, score, classification, groups, weights, metrics } = judgement;
  return {
    name: "kayenta",
    thresholds: { ...thresholds },
    score,
    classification,
    weights: [...weights].map(([group, weight]) => ({ group, weight })),
    groups: groups.map((group) => ({ ...group })),
    metrics: metrics.map((metric) => ({ ...metricOf(metric), problem: problems.get(metric.pair.name) ?? null })),
    isSplitAsked,
  };
}

function metricOf(metric: JudgedMetric): Omit<KayentaMetricEvidence, "problem"> {
  const { pair, groups, classification, reason, isCritical, isMuted, failsAll, hasNumbers, shift } = metric;
  return {
    name: pair.name,
    groups: [...groups],
    classification,
    reason,
    isCritical,
    isMuted,
    failsAll,
    hasNumbers,
    candidate: sampleOf(metric.experiment),
    baseline: sampleOf(metric.control),
    shift: shift === null ? null : { ...shift },
  };
}

/** The mean of values that are infinite is none. */
function sampleOf({ mean, count }: Summary): { readonly mean: number | null; readonly count: number } {
  return { mean: count > 0 && Number.isFinite(mean) ? mean : null, count };
}
