import { answerWords, wordsOf } from "./tokens.ts";

/**
 * SQuAD's F1 of an answer against one reference: the harmonic mean of precision and recall of the words that both have,
 * each as often as in the text that has it less often (Rajpurkar et al. 2016, and its evaluation script). From 0 to 1; 1
 * where neither has a word.
 */
export function tokenF1(answer: string, reference: string): number {
  const [own, wanted] = [answerWords(answer), answerWords(reference)];
  if (own.length + wanted.length === 0) return 1;
  const left = new Map<string, number>();
  for (const word of wanted) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of own) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    shared++;
  }
  return (2 * shared) / (own.length + wanted.length);
}

/** The share of different words that both texts have among those that either has (Jaccard 1912). From 0 to 1; 1 without words. */
export function jaccard(a: string, b: string): number {
  const [left, right] = [new Set(wordsOf(a)), new Set(wordsOf(b))];
  let shared = 0;
  for (const word of left) if (right.has(word)) shared++;
  const union = left.size + right.size - shared;
  return union === 0 ? 1 : shared / union;
}
