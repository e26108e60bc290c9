import type { Contender } from "./contenders.ts";
import { equalFlags, users } from "./equal-flags.ts";

/** The least and the most of a thousand users that a share of 5 % may have: five standard deviations around 50. */
const SHARE = { least: 15, most: 85 };

/**
 * Throws unless a peer's flags are ours: the same value for every user where a rule decides, and a share of the size
 * that was asked for where a hash does. flagd-core has to draw the very same users, whose ids are all ASCII.
 */
export function expectSameAnswers(ours: Contender, peer: Contender, isSameHash: boolean): void {
  for (const set of ["rule", "static", "split"] as const) {
    const [expected, found] = [valuesOf(ours, set), valuesOf(peer, set)];
    const differing = expected.filter((value, user) => value !== found[user]).length;
    const isShare = [expected, found].every(isSmallShare);
    const isEqual = set === "split" ? isShare && (differing === 0 || !isSameHash) : differing === 0;
    if (!isEqual) throw new Error(`${set}: the flags are not equal, ${differing} of ${expected.length} answers differ`);
  }
}

function valuesOf({ contextOf, open }: Contender, set: string): unknown[] {
  const flags = equalFlags(set);
  const ask = open(flags);
  return users().flatMap((user) => flags.names.map((flag) => ask(flag, contextOf(user))));
}

function isSmallShare(values: readonly unknown[]): boolean {
  const counts = [...Map.groupBy(values, (value) => value).values()].map(({ length }) => length);
  const fewest = Math.min(...counts);
  return counts.length === 2 && fewest >= SHARE.least && fewest <= SHARE.most;
}
