import { formatPercent } from "@airworthy/report";
import type { CapabilitySummary, ModelFigures } from "../evidence/finding-schema.ts";
import { comparedRates } from "../results/comparison.ts";

type Rated = Pick<CapabilitySummary, "candidate" | "baseline" | "comparison">;

/**
 * The failure rates as a reader sees them: of two models on the cases that both were judged on, so that the difference
 * beside them is theirs. Null where there is none.
 */
export function rateTexts({ candidate, baseline, comparison }: Rated) {
  const compared = comparison && comparedRates(comparison);
  if (compared === null) return { was: baseline && ownRate(baseline), now: ownRate(candidate) };
  return { was: formatPercent(compared.baseline), now: formatPercent(compared.candidate) };
}

function ownRate({ rate }: ModelFigures): string | null {
  return rate && formatPercent(rate.value);
}
