import { wordsOf } from "./tokens.ts";

/**
 * ROUGE-L of a candidate against one reference: with l the length of the longest common subsequence of words, m the
 * reference's words and n the candidate's, the harmonic mean of recall l / m and precision l / n (Lin 2004, "ROUGE: A Package
 * for Automatic Evaluation of Summaries", section 3.1, with beta 1). From 0 to 1; 1 where neither has a word.
 */
export function rougeL(candidate: string, reference: string): number {
  const [own, wanted] = [wordsOf(candidate), wordsOf(reference)];
  if (own.length + wanted.length === 0) return 1;
  // 2PR / (P + R) with P = l / n and R = l / m.
  return (2 * commonSubsequence(own, wanted)) / (own.length + wanted.length);
}

/** One row of the table at a time. */
function commonSubsequence(left: readonly string[], right: readonly string[]): number {
  const row = new Uint32Array(right.length + 1);
  for (const word of left) {
    let diagonal = 0;
    for (let j = 1; j <= right.length; j++) {
      const above = row[j] ?? 0;
      row[j] = word === right[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1] ?? 0);
      diagonal = above;
    }
  }
  return row[right.length] ?? 0;
}
