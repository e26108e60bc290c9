import { mcnemarExact, newcombePaired } from "@airworthy/stats";
import { type Values, withoutDifference } from "./conclude.ts";
import type { Estimate } from "./estimate-types.ts";

/** How many rows both versions get right, one of them alone, or neither. */
export interface PairedOutcomes {
  readonly both: number;
  readonly onlyCandidate: number;
  readonly onlyBaseline: number;
  readonly neither: number;
}

/**
 * A difference of two rates on the same rows: McNemar's exact test, and Newcombe's interval for paired proportions (method
 * 10 of Statistics in Medicine 17, 1998), which holds its level on few rows and with no rows that differ.
 */
export function fromPairedOutcomes(values: Values, outcomes: PairedOutcomes, confidence: number): Estimate {
  const { both, onlyCandidate, onlyBaseline, neither } = outcomes;
  const rows = both + onlyCandidate + onlyBaseline + neither;
  const interval =
    confidence < 1 ? newcombePaired(both, onlyCandidate, onlyBaseline, neither, confidence) : { low: -1, high: 1 };
  return {
    ...withoutDifference(values),
    difference: { estimate: (onlyCandidate - onlyBaseline) / rows, ...interval },
    pValue: mcnemarExact(onlyBaseline, onlyCandidate),
    interval: "newcombe-paired",
    test: "mcnemar-exact",
  };
}
