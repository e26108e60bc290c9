import type { Judgement } from "./expectation.ts";

/**
 * The outcome of a case from the judgements of its repeats, in order.
 *
 * - unanswered where any repeat is, else unsupported where any is: the first of them.
 * - passes where at least `passes` repeats do.
 * - fails where so many fail that `passes` could not be reached, as severely as the worst of them.
 * - is filtered else: too few of its repeats could be judged either way.
 *
 * Throws a RangeError unless `passes` is a whole number from 1 to the number of repeats.
 */
export function repeatedJudgement(judgements: readonly Judgement[], passes: number): Judgement {
  if (!Number.isInteger(passes) || passes < 1 || passes > judgements.length) {
    throw new RangeError(`passes must be from 1 to the ${judgements.length} repeats; ${passes} was given`);
  }
  const unusable =
    judgements.find(({ outcome }) => outcome === "unanswered") ??
    judgements.find(({ outcome }) => outcome === "unsupported");
  if (unusable !== undefined) return unusable;
  if (countOf(judgements, "pass") >= passes) return { outcome: "pass" };
  const allowed = judgements.length - passes;
  return countOf(judgements, "fail") > allowed ? worstFailure(judgements) : { outcome: "filtered" };
}

function countOf(judgements: readonly Judgement[], outcome: Judgement["outcome"]): number {
  return judgements.reduce((count, judgement) => count + (judgement.outcome === outcome ? 1 : 0), 0);
}

function worstFailure(judgements: readonly Judgement[]): Judgement {
  let worst: Extract<Judgement, { outcome: "fail" }> | null = null;
  for (const judgement of judgements) {
    if (judgement.outcome === "fail" && (worst === null || judgement.severity > worst.severity)) worst = judgement;
  }
  return worst ?? { outcome: "filtered" };
}
