import { canonicalJson, compareCodePoints } from "@airworthy/evidence";
import { alphaInterval, cohensKappa, krippendorffAlpha } from "@airworthy/stats";
import { isLater } from "../clean/latest.ts";
import type { FeedbackRow } from "../row/feedback-row.ts";

/** A case that people answered differently: somebody has to look at it before it counts for anything. */
export interface Dispute {
  /** Untrusted. */
  readonly caseId: string;
  /** Of the version that answered it; null where nobody said which. */
  readonly digest: string | null;
  readonly wrong: number;
  readonly right: number;
  /** Different answers that people expect. */
  readonly expectations: number;
}

export interface Agreement {
  /** Cases that two or more people answered. */
  readonly cases: number;
  readonly reviewers: number;
  /** Krippendorff's, nominal, of wrong and right; null where it is not defined. */
  readonly alpha: { readonly value: number; readonly low: number | null; readonly high: number | null } | null;
  /** Cohen's, where all cases are of the same two people. */
  readonly kappa: number | null;
  /** The most evenly split first. */
  readonly disputes: readonly Dispute[];
}

const CONFIDENCE = 0.95;
const DRAWS = 1_000;
/** An interval of so many cases is narrow without drawing from all of them. */
const MOST_DRAWN = 20_000;

/**
 * How far people agree on the cases that several of them answered: each person's latest word on a case counts, once. Nobody knows
 * whose a row without a reviewer is; it counts for nothing here, and neither do reactions and mere comments.
 */
export function agree(rows: readonly FeedbackRow[], seed: number): Agreement {
  const cases = [...answersByCase(rows)]
    .filter(([, answers]) => answers.size >= 2)
    .sort(([a], [b]) => compareCodePoints(a, b));
  const units = cases.map(([, answers]) => [...answers.values()].map(({ kind }) => Number(kind === "right")));
  const { alpha } = krippendorffAlpha(units, "nominal");
  const interval =
    alpha === null
      ? null
      : alphaInterval(units.slice(0, MOST_DRAWN), "nominal", { draws: DRAWS, confidence: CONFIDENCE, seed });
  const reviewers = [...new Set(cases.flatMap(([, answers]) => [...answers.keys()]))].sort(compareCodePoints);
  return {
    cases: cases.length,
    reviewers: reviewers.length,
    alpha: alpha === null ? null : { value: alpha, low: interval?.low ?? null, high: interval?.high ?? null },
    kappa: reviewers.length === 2 ? kappaOf(cases, reviewers) : null,
    disputes: cases.flatMap(([, answers]) => disputeOf([...answers.values()])).sort(byNeed),
  };
}

type Answers = ReadonlyMap<string, FeedbackRow>;

/** By a case and the version that answered it, which may answer otherwise than another, then by reviewer. Logins differ by more than their letters' case. */
function answersByCase(rows: readonly FeedbackRow[]): ReadonlyMap<string, Answers> {
  const cases = new Map<string, Map<string, FeedbackRow>>();
  for (const row of rows) {
    const { caseId, reviewer, kind, source } = row;
    if (caseId === null || reviewer === null || kind === "comment" || source.kind === "reaction") continue;
    const answered = canonicalJson([caseId, row.digest]);
    const answers = cases.get(answered) ?? new Map<string, FeedbackRow>();
    const person = reviewer.toLowerCase();
    const other = answers.get(person);
    if (other === undefined || isLater(row, other)) answers.set(person, row);
    cases.set(answered, answers);
  }
  return cases;
}

function kappaOf(
  cases: readonly (readonly [string, Answers])[],
  [one = "", other = ""]: readonly string[],
): number | null {
  const categories = (person: string) => cases.map(([, answers]) => Number(answers.get(person)?.kind === "right"));
  return cohensKappa(categories(one), categories(other));
}

function disputeOf(answers: readonly FeedbackRow[]): readonly Dispute[] {
  const right = answers.filter(({ kind }) => kind === "right").length;
  const expected = answers.flatMap((row) => (row.kind === "wrong" ? (row.expected ?? []) : []));
  const expectations = new Set(expected.map((text) => text.trim().toLowerCase())).size;
  const wrong = answers.length - right;
  const { caseId, digest } = answers[0] ?? { caseId: null, digest: null };
  if (caseId === null || (expectations < 2 && (wrong === 0 || right === 0))) return [];
  return [{ caseId, digest, wrong, right, expectations }];
}

function byNeed(a: Dispute, b: Dispute): number {
  const evenness = ({ wrong, right }: Dispute) => Math.min(wrong, right) / (wrong + right);
  return (
    evenness(b) - evenness(a) ||
    b.wrong + b.right - a.wrong - a.right ||
    compareCodePoints(disputeKey(a), disputeKey(b))
  );
}

function disputeKey({ caseId, digest }: Dispute): string {
  return canonicalJson([caseId, digest]);
}
