import { compareCodePoints } from "@airworthy/evidence";
import { mcnemarExact, newcombePaired } from "@airworthy/stats";

/** How a version stands to a case that people reported. */
export type Standing = "right" | "wrong" | "unanswered";

/** What became of the cases that people reported, from the version before to this one. */
export interface Outcome {
  readonly cases: number;
  readonly fixed: number;
  readonly broken: number;
  readonly stillRight: number;
  readonly stillWrong: number;
  /** By either version. */
  readonly unanswered: number;
  /** The share that is right, now minus before, with its 95 % interval; null where no case was answered by both. */
  readonly difference: { readonly estimate: number; readonly low: number; readonly high: number } | null;
  /** McNemar's exact, two-sided; null likewise. */
  readonly p: number | null;
  /** The first ids of each, in order; empty where only counts are known. */
  readonly ids: { readonly fixed: readonly string[]; readonly broken: readonly string[] };
}

const CONFIDENCE = 0.95;
const MOST_IDS = 20;

/** From how both versions stand to each case. What a version says nothing of is unanswered, and never fixed. */
export function followCases(
  ids: readonly string[],
  before: ReadonlyMap<string, Standing>,
  now: ReadonlyMap<string, Standing>,
): Outcome {
  const all = [...new Set(ids)].sort(compareCodePoints);
  const those = (was: Standing, is: Standing) => all.filter((id) => before.get(id) === was && now.get(id) === is);
  const [fixed, broken] = [those("wrong", "right"), those("right", "wrong")];
  const counts = {
    cases: all.length,
    fixed: fixed.length,
    broken: broken.length,
    stillRight: those("right", "right").length,
    stillWrong: those("wrong", "wrong").length,
  };
  return outcomeOf(counts, { fixed: fixed.slice(0, MOST_IDS), broken: broken.slice(0, MOST_IDS) });
}

/** What a test of behaviour says of both versions: of a finding of such evidence its comparison, and all its cases. */
export interface ComparedTest {
  readonly cases: number;
  readonly newFailures: number;
  readonly fixed: number;
  readonly stillFailing: number;
  readonly stillPassing: number;
}

/** From the evidence of a suite's feedback test. Throws a RangeError for counts that cannot be. */
export function followTest({ cases, newFailures, fixed, stillFailing, stillPassing }: ComparedTest): Outcome {
  const counts = { cases, fixed, broken: newFailures, stillRight: stillPassing, stillWrong: stillFailing };
  return outcomeOf(counts, { fixed: [], broken: [] });
}

/** How answers stand to what was expected: to the letter, but for white space around it. */
export function standingsOf(
  expected: ReadonlyMap<string, string>,
  answers: ReadonlyMap<string, string | null>,
): ReadonlyMap<string, Standing> {
  return new Map(
    [...expected].map(([id, answer]): [string, Standing] => {
      const given = answers.get(id) ?? null;
      return [id, given === null ? "unanswered" : given.trim() === answer.trim() ? "right" : "wrong"];
    }),
  );
}

type Counts = Pick<Outcome, "cases" | "fixed" | "broken" | "stillRight" | "stillWrong">;

function outcomeOf(counts: Counts, ids: Outcome["ids"]): Outcome {
  const { cases, fixed, broken, stillRight, stillWrong } = counts;
  const answered = fixed + broken + stillRight + stillWrong;
  const isCount = (count: number) => Number.isSafeInteger(count) && count >= 0;
  if (!Object.values(counts).every(isCount) || answered > cases) {
    throw new RangeError(`${answered} cases of ${cases} cannot have been answered`);
  }
  const isKnown = answered > 0;
  return {
    ...counts,
    unanswered: cases - answered,
    difference: isKnown
      ? {
          estimate: (fixed - broken) / answered,
          ...newcombePaired(stillRight, fixed, broken, stillWrong, CONFIDENCE),
        }
      : null,
    p: isKnown ? mcnemarExact(broken, fixed) : null,
    ids,
  };
}
