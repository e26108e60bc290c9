import { isLater } from "../clean/latest.ts";
import { type Example, exampleName } from "../data-set/examples.ts";
import type { FeedbackRow } from "../row/feedback-row.ts";
import { caseOf, commonOf, isSameAnswer, type Words } from "./settle.ts";

/** Rows that may teach something, as reviewers settled them. */
export interface Reviewed<R> {
  readonly rows: readonly R[];
  /** Rows with an input that too few reviewers spoke of. */
  readonly waiting: readonly R[];
}

export interface Review {
  readonly words: Words;
  /** How many reviewers have to say the same; with 0 what nobody denies is settled. */
  readonly least: number;
  /** Cases on which people differ, whoever they are. */
  readonly disputed: ReadonlySet<string>;
}

/**
 * Of rows those that reviewers agree with, with what they expect where they say it. Rows that they deny are in neither part, and
 * comments likewise. What others say of a row holds it back only where no reviewer is asked for.
 */
export function reviewRows<R extends FeedbackRow>(rows: readonly R[], review: Review): Reviewed<R> {
  const kept: R[] = [];
  const waiting: R[] = [];
  for (const row of rows) {
    if (row.kind === "comment") continue;
    const found = reviewRow(row, review);
    if (found === "waiting" && row.input !== null) waiting.push(row);
    else if (typeof found === "object") kept.push({ ...row, expected: found.expected });
  }
  return { rows: kept, waiting };
}

/** Whether a reviewer says otherwise of a row than an example of it, in the word or in what is expected. */
export function isDenied({ answer }: Pick<Example, "answer">, row: FeedbackRow, words: Words): boolean {
  return wordsOn(row, words).some(
    ({ kind, expected }) => kind !== row.kind || (expected !== null && !isSameAnswer(expected, answer)),
  );
}

function reviewRow(
  row: FeedbackRow,
  { words, least, disputed }: Review,
): "waiting" | "denied" | Pick<FeedbackRow, "expected"> {
  const said = wordsOn(row, words);
  const enough = Math.max(1, least);
  const settled = commonOf(said);
  if (said.length > 0 && settled === null) return "waiting";
  if (settled !== null && settled.kind !== row.kind) return said.length < enough ? "waiting" : "denied";
  const agreeing = said.filter((word) => speaksOf(word, row)).map((word) => wantedBy(word, row));
  if (agreeing.length >= enough) {
    const expected = commonOf(agreeing)?.expected ?? row.expected;
    return isOtherwise(settled?.expected ?? null, expected) ? "waiting" : { expected };
  }
  if (least > 0) return "waiting";
  return disputed.has(caseOf(row)) || isOtherwise(settled?.expected ?? null, row.expected) ? "denied" : row;
}

/** The words of reviewers on the case of a row, or on the row itself; of each reviewer the latest. */
function wordsOn(row: FeedbackRow, words: Words): readonly FeedbackRow[] {
  const latest = new Map(words.get(caseOf(row)));
  for (const [person, word] of words.get(exampleName(row.id)) ?? []) {
    const other = latest.get(person);
    if (other === undefined || isLater(word, other)) latest.set(person, word);
  }
  return [...latest.values()];
}

/**
 * Whether a word is about what a row says. Anybody may name a case and write an input of their own below it, or change an issue that
 * was looked at. So a word counts that names the row, and is later than what it says; that is of the row's own author; or
 * that knows input and answer itself.
 */
function speaksOf(word: FeedbackRow, row: FeedbackRow): boolean {
  if (isBySameAuthor(word, row)) return true;
  if (word.caseId === exampleName(row.id)) return row.source.kind !== "issue" || word.on >= row.on;
  return word.input !== null && word.input === row.input && answerOf(word) !== null;
}

function isBySameAuthor(word: FeedbackRow, row: FeedbackRow): boolean {
  return word.reviewer?.toLowerCase() === row.reviewer?.toLowerCase();
}

/** What a word expects of a row that it speaks of. */
function wantedBy(word: FeedbackRow, row: FeedbackRow): Pick<FeedbackRow, "kind" | "expected"> {
  const isOfRow = isBySameAuthor(word, row) || word.caseId === exampleName(row.id);
  return { kind: word.kind, expected: isOfRow ? word.expected : answerOf(word) };
}

function answerOf({ kind, expected, output }: FeedbackRow): string | null {
  return kind === "right" ? (expected ?? output) : expected;
}

function isOtherwise(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && !isSameAnswer(one, other);
}
