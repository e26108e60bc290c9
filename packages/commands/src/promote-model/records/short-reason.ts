/** What the rollout's state and the log take. */
const MOST_CHARACTERS = 1_000;

/**
 * Why, as a record takes it: nobody who is in a hurry counts characters, and half of one would be no text. Null where nobody said.
 */
export function shortReason(reason: string): string | null {
  const short = reason.slice(0, MOST_CHARACTERS).replace(/[\uD800-\uDBFF]$/, "");
  return short.trim() === "" ? null : short.toWellFormed();
}
