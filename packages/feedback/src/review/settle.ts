import { isLater } from "../clean/latest.ts";
import { exampleName } from "../data-set/examples.ts";
import type { FeedbackRow } from "../row/feedback-row.ts";

/** Whose word settles a case. */
export interface ReviewRules {
  /** By their name in rows. */
  isReviewer(name: string): boolean;
}

/** What reviewers say, by the case that they name and by person: of each the latest. */
export type Words = ReadonlyMap<string, ReadonlyMap<string, FeedbackRow>>;

/** What reviewers agree on of a case. */
export interface Settled {
  readonly kind: "wrong" | "right";
  /** Null where none of them named it. */
  readonly expected: string | null;
}

/** The case that a row is about: its own where it names none, so that others can speak of it. */
export function caseOf({ caseId, id }: Pick<FeedbackRow, "caseId" | "id">): string {
  return caseId ?? exampleName(id);
}

/** The words of reviewers among rows; comments and reactions are none. */
export function wordsOf(rows: readonly FeedbackRow[], { isReviewer }: ReviewRules): Words {
  const words = new Map<string, Map<string, FeedbackRow>>();
  for (const row of rows) {
    if (row.kind === "comment" || row.source.kind === "reaction") continue;
    if (row.reviewer === null || !isReviewer(row.reviewer)) continue;
    const person = row.reviewer.toLowerCase();
    const own = words.get(caseOf(row)) ?? new Map<string, FeedbackRow>();
    const before = own.get(person);
    if (before === undefined || isLater(row, before)) own.set(person, row);
    words.set(caseOf(row), own);
  }
  return words;
}

/** The cases that reviewers settled, whatever others say of them: at least so many say the same, none of them anything else. */
export function settle(words: Words, least: number): ReadonlyMap<string, Settled> {
  return new Map(
    [...words].flatMap(([name, own]) => {
      const settled = own.size < Math.max(1, least) ? null : commonOf([...own.values()]);
      return settled === null ? [] : [[name, settled] as const];
    }),
  );
}

/** What several words have in common; null where they differ, or there are none. */
export function commonOf(words: readonly Pick<FeedbackRow, "kind" | "expected">[]): Settled | null {
  const [first] = words;
  if (first === undefined || first.kind === "comment") return null;
  const { kind } = first;
  const named = words.flatMap(({ expected }) => (expected === null ? [] : [expected]));
  const isOne = new Set(named.map(folded)).size <= 1;
  return isOne && words.every((word) => word.kind === kind) ? { kind, expected: named[0] ?? null } : null;
}

/** Answers are the same in letters of either case. */
export function isSameAnswer(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

function folded(answer: string): string {
  return answer.trim().toLowerCase();
}
