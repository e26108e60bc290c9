import type { Repeat } from "./case-result.ts";

/**
 * How many of its times each case passed: at place k the number of cases that passed k times. Of cases that were judged
 * every time; the length is the number of times plus one.
 */
export type PassCounts = number[];

export function noPassCounts(times: number): PassCounts {
  return new Array<number>(times + 1).fill(0);
}

/** Counts a case, unless it was not judged some time. */
export function countPasses(counts: PassCounts, repeats: readonly Repeat[]): void {
  let passes = 0;
  for (const { judgement } of repeats) {
    if (judgement.outcome === "pass") passes++;
    else if (judgement.outcome !== "fail") return;
  }
  counts[passes] = (counts[passes] ?? 0) + 1;
}

/** The cases that passed at one time and failed at another, and all that were judged every time. */
export function flakyCases(counts: readonly number[]): { readonly flaky: number; readonly of: number } {
  const of = counts.reduce((sum, count) => sum + count, 0);
  return { flaky: of - (counts[0] ?? 0) - (counts.at(-1) ?? 0), of };
}

/**
 * pass^1, pass^2, … up to the number of times: pass^k is the chance that a case passes k times of k, by the unbiased estimate
 * C(c, k) / C(n, k) for a case that passed c times of n, its mean over the cases (Yao et al., tau-bench, 2024). Null where no
 * case was judged each time.
 */
export function passHatK(counts: readonly number[]): number[] | null {
  const times = counts.length - 1;
  const { of } = flakyCases(counts);
  if (of === 0) return null;
  return Array.from({ length: times }, (_, at) => {
    let sum = 0;
    for (const [passes, cases] of counts.entries()) sum += cases * chanceOfAll(passes, times, at + 1);
    return Math.min(1, sum / of);
  });
}

/** C(passes, k) / C(times, k). */
function chanceOfAll(passes: number, times: number, k: number): number {
  let chance = 1;
  for (let drawn = 0; drawn < k; drawn++) chance *= Math.max(0, passes - drawn) / (times - drawn);
  return chance;
}
