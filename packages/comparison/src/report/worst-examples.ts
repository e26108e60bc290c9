import type { ReportExample, ReportExamples } from "@airworthy/report";
import type { ComparisonPredicate } from "../evidence/predicate.ts";

/** A few of what is one kind of failure. */
const MOST_EXAMPLES = 3;

const WHAT = { rows: "right before", tests: "passed before", metrics: "right before" } as const;

/**
 * Rows that were right and are wrong now, or tests that passed and do not. As severe as what they cost together: the share
 * that was lost less the share that was won. Null where answers are neither right nor wrong: a loss is no failure then.
 */
export function worstExamples({
  kind,
  flips,
  examples,
}: Pick<ComparisonPredicate, "kind" | "flips" | "examples">): ReportExamples | null {
  if (flips === null) return null;
  const severity = flips.rows === 0 ? 0 : Math.max(0, flips.negative - flips.positive) / flips.rows;
  const worst = examples
    .slice(0, Math.min(MOST_EXAMPLES, flips.negative))
    .map(({ id, expected, baseline, candidate }): ReportExample => {
      const wanted = expected === null ? [] : ["expected ", expected, ", "];
      const got = { kind: "strong", text: candidate } as const;
      const text = [{ kind: "code", text: id } as const, ": ", ...wanted, "got ", got, ", was ", baseline];
      return { of: WHAT[kind], text, severity };
    });
  return { total: flips.negative, worst };
}
