import { formatCount, formatPercent, type ReportRow } from "@airworthy/report";
import type { CanaryPredicate } from "../evidence/predicate.ts";
import { isSplitJudged } from "../evidence/self-checks.ts";
import { probabilityInWords } from "../words/plain.ts";

type Split = Pick<CanaryPredicate, "sampleRatio" | "exposure" | "judge">;

/** "split as planned (p = 0.71)", for the line of facts. */
export function splitFact({ sampleRatio }: Pick<Split, "sampleRatio">): string {
  if (sampleRatio === null) return "split not tested";
  const p = probabilityInWords(sampleRatio.p);
  const equals = p.startsWith("<") ? "" : "= ";
  return `${sampleRatio.ok ? "split as planned" : "SPLIT NOT AS PLANNED"} (p ${equals}${p})`;
}

/** A row where the split is off or was not tested: then no other row can be relied on. */
export function splitRows({ sampleRatio, exposure, judge }: Split): readonly ReportRow[] {
  if (sampleRatio?.ok === true || !isSplitJudged({ judge, sampleRatio })) return [];
  const row = {
    change: "insufficient-evidence",
    verdict: "inconclusive",
    what: `split of ${exposure.of}`,
    // Above all other rows that nobody can tell: they all rest on it.
    severity: Number.NaN,
  } as const;
  if (sampleRatio === null) return [{ ...row, was: null, now: null, difference: "", reason: "not tested" }];
  const { arms } = sampleRatio;
  const all = arms.reduce((sum, { observed }) => sum + observed, 0);
  const furthest = arms.reduce((most, arm) => (gapOf(arm) > gapOf(most) ? arm : most));
  return [
    {
      ...row,
      was: shareOf(furthest.expected, all),
      now: shareOf(furthest.observed, all),
      difference: `${formatCount(furthest.observed)} where about ${formatCount(furthest.expected)} were planned: ${furthest.name}`,
      reason: "not as planned: no other row can be relied on",
    },
  ];
}

function gapOf({ expected, observed }: { readonly expected: number; readonly observed: number }): number {
  return expected === 0 ? observed : Math.abs(observed - expected) / Math.sqrt(expected);
}

function shareOf(count: number, all: number): string | null {
  return all === 0 ? null : formatPercent(count / all);
}
