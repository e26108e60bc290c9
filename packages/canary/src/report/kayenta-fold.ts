import { type Fold, formatCounted, type HeadlineMetric, type Text } from "@airworthy/report";
import type { KayentaJudgeEvidence } from "../evidence/kayenta-judge.ts";

/** "score 92 of 100: Marginal", for the line of facts. */
export function scoreFact({ score, classification }: KayentaJudgeEvidence): string {
  return `score ${score} of 100: ${classification}`;
}

/** What the score is made of, and from which one on it passes. */
export function scoreFold(judge: KayentaJudgeEvidence): Fold {
  const { groups, weights, thresholds } = judge;
  const weightOf = new Map(weights.map(({ group, weight }) => [group, weight]));
  const rows = groups.map(({ name, score }): readonly Text[] => {
    const weight = weightOf.get(name);
    return [
      name,
      weight === undefined ? "shares the rest" : `${weight} %`,
      score === null ? "no data: 100" : String(round(score)),
    ];
  });
  const words = `passes from ${thresholds.pass}, marginal from ${thresholds.marginal}`;
  return {
    kind: "fold",
    summary: `Kayenta's ${scoreFact(judge)}, of ${formatCounted(groups.length, "group")}; ${words}`,
    blocks: [
      {
        kind: "table",
        columns: [
          { title: "group", align: "left" },
          { title: "weight", align: "right" },
          { title: "score", align: "right" },
        ],
        rows,
      },
      {
        kind: "paragraph",
        text: "Each interval is of this look alone, at 98 %: the more looks, the more often one errs. Kayenta's rules have no margins.",
      },
    ],
  };
}

/** The score and the candidate's means, for a trend. */
export function scoredMetrics({ score, metrics }: KayentaJudgeEvidence): readonly HeadlineMetric[] {
  const means = metrics.flatMap(({ name, isMuted, candidate: { mean } }) =>
    isMuted || mean === null ? [] : [{ name, value: mean, unit: "number", better: "neither" } as const],
  );
  return [{ name: "Kayenta's score", value: score, unit: "number", better: "higher" }, ...means];
}

/** To two decimals, as the score is. */
function round(score: number): number {
  return Math.round(score * 100) / 100;
}
