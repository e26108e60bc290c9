import { refusedValue, unpacked } from "../cell-values.ts";
import { normalizedWords } from "./normalized-text.ts";

/** How far an answer's words match a reference's, from 0 to 1. */
export type AnswerScore = (answer: readonly string[], reference: readonly string[]) => number;

/** 1 where both are the same words in the same order, else 0. */
export const exactMatch: AnswerScore = (answer, reference) =>
  answer.length === reference.length && answer.every((word, index) => word === reference[index]) ? 1 : 0;

/** F1 of the words that both have, each as often as both have it; where either has none, 1 if both have none, else 0. */
export const tokenF1: AnswerScore = (answer, reference) => {
  if (answer.length === 0 || reference.length === 0) return answer.length === reference.length ? 1 : 0;
  const left = new Map<string, number>();
  for (const word of reference) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of answer) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    shared++;
    left.set(word, count - 1);
  }
  return (2 * shared) / (answer.length + reference.length);
};

/**
 * A row's score: the best over the references in its label (a text or a list of them) of its prediction. As SQuAD's official
 * evaluation has it, references without words do not count, and without any the right answer has no words either. Throws a
 * UserError without a place for anything but texts.
 */
export function bestScore(score: AnswerScore, [label, prediction]: readonly unknown[]): number {
  const answer = normalizedWords(textIn("prediction", prediction));
  const references = referencesIn(label).map(normalizedWords);
  const worded = references.filter((words) => words.length > 0);
  return (worded.length === 0 ? [[]] : worded).reduce((best, words) => Math.max(best, score(answer, words)), 0);
}

function referencesIn(label: unknown): string[] {
  const list = unpacked(label);
  // A text that merely begins like a list, such as "[1] is right", is a text.
  if (Array.isArray(list) && (typeof label !== "string" || list.every((text) => typeof text === "string"))) {
    return list.map((text: unknown) => textIn("label", text));
  }
  return [textIn("label", label)];
}

function textIn(column: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw refusedValue(column, value, "a text");
}
