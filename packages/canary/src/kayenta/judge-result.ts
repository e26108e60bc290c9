import type { Classification } from "./classify.ts";
import type { JudgedMetric, KayentaJudgement } from "./judge.ts";
import type { ScoreClass } from "./thresholds.ts";
import type { Summary } from "./values.ts";

/** Kayenta's CanaryJudgeResult, as its JSON has it: what a remote judge answers. */
export interface CanaryJudgeResult {
  readonly judgeName: string;
  readonly results: readonly CanaryAnalysisResult[];
  readonly groupScores: readonly {
    readonly name: string;
    readonly score: number;
    readonly classification: string;
    readonly classificationReason: string;
  }[];
  readonly score: {
    readonly score: number;
    readonly classification: ScoreClass;
    readonly classificationReason: string;
  };
}

export interface CanaryAnalysisResult {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly id: string;
  readonly classification: Classification;
  readonly classificationReason?: string;
  readonly groups: readonly string[];
  readonly experimentMetadata: { readonly stats: Summary };
  readonly controlMetadata: { readonly stats: Summary };
  /** Empty where the metric could not be judged. */
  readonly resultMetadata: { readonly ratio?: number | "NaN" | "Infinity" | "-Infinity" };
  readonly critical: boolean;
  readonly muted: boolean;
}

export function canaryJudgeResultOf({ metrics, groups, score, classification, zeroBecause }: KayentaJudgement) {
  return {
    judgeName: "NetflixACAJudge-v1.0",
    results: metrics.map(resultOf),
    groupScores: groups.map((group) => ({
      name: group.name,
      score: group.score ?? 0,
      classification: "",
      classificationReason: "",
    })),
    score: { score, classification, classificationReason: zeroBecause === null ? "" : REASONS[zeroBecause] },
  } satisfies CanaryJudgeResult;
}

const REASONS = {
  critical: "Canary failed: a critical metric failed or has no data",
  "no-data": "Canary failed: half of the metrics or more have no data",
} as const;

function resultOf({ pair, classification, reason, groups, ratio, ...metric }: JudgedMetric): CanaryAnalysisResult {
  return {
    name: pair.name,
    // Not by assignment: `__proto__` is a tag like any other.
    tags: Object.fromEntries(pair.tags),
    id: pair.id,
    classification,
    ...(reason === null ? {} : { classificationReason: reason }),
    groups,
    experimentMetadata: { stats: metric.experiment },
    controlMetadata: { stats: metric.control },
    resultMetadata: classification === "Error" ? {} : { ratio: numberOrWord(ratio) },
    critical: metric.failsAll,
    muted: metric.isMuted,
  };
}

/** As Kayenta writes what JSON has no number for. */
function numberOrWord(value: number): number | "NaN" | "Infinity" | "-Infinity" {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "Infinity" : "-Infinity";
}
