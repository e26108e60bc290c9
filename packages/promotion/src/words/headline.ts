import { formatCounted } from "@airworthy/report";
import type { PromotionPredicate } from "../evidence/predicate.ts";

type Decided = Pick<
  PromotionPredicate,
  "move" | "effect" | "model" | "stage" | "candidate" | "baseline" | "why" | "findings" | "denial"
>;

/** One sentence: what was done, or why not. */
export function headlineOf(decided: Decided): string {
  const { effect, model, stage, candidate, baseline, why, denial } = decided;
  const version = candidate.version ?? candidate.name;
  switch (effect) {
    case "promoted": {
      const instead = baseline === null ? "" : `, instead of ${baseline.version ?? baseline.name}`;
      return `${model} ${version} is in ${stage}${instead}.`;
    }
    case "rolled-back": {
      const from = baseline?.version ?? baseline?.name ?? "the version before";
      return `${stage} has ${model} ${version} again; ${from} is denied (${denial?.reason ?? why}).`;
    }
    case "unchanged":
      return `${stage} of ${model} stays as it is: ${why}.`;
    case "refused":
      return refusedInWords(decided);
  }
}

function refusedInWords({ move, model, stage, candidate, findings }: Decided): string {
  const unmet = findings.filter(({ verdict }) => verdict !== "pass");
  const worst = unmet.find(({ verdict }) => verdict === "fail") ?? unmet[0];
  const others = unmet.length > 1 ? `, and ${formatCounted(unmet.length - 1, "more gate")} not met` : "";
  const what =
    move === "promote"
      ? `${model} ${candidate.version ?? candidate.name} is not in ${stage}`
      : `No rollback of ${model}`;
  return `${what}: ${worst?.headline ?? "no gate was judged"}${others}.`;
}
