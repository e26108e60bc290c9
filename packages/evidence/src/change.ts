/** The words for what happened between a baseline and a candidate, most urgent first. */
export const CHANGES = [
  "error",
  "regression",
  "possible-regression",
  "insufficient-evidence",
  "no-baseline",
  "improvement",
  "stable",
] as const;

export type Change = (typeof CHANGES)[number];

/** The word as a reader sees it: `possible-regression` is "possible regression". */
export function changeWord(change: Change): string {
  return change.replaceAll("-", " ");
}
