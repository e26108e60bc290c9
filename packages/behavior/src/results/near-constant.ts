import type { TallyRecord } from "./tally-record.ts";

/** From this share on, a model says the same of nearly everything: that it stays so under a change then means nothing. */
const NEAR_CONSTANT_SHARE = 0.95;
/** Of fewer originals no share is worth a word. */
const LEAST_ORIGINALS = 20;

/** The class that the candidate gives to nearly all originals of judged cases, over the whole suite. */
export interface NearConstant {
  readonly class: string;
  readonly count: number;
  readonly of: number;
}

/** Null where the candidate tells originals apart, or the suite has fewer than two classes. */
export function findNearConstant(tallies: readonly TallyRecord[]): NearConstant | null {
  const counts = new Map<string, number>();
  let of = 0;
  for (const { predictions } of tallies) {
    of += predictions?.of ?? 0;
    for (const [name, count] of predictions?.classes ?? []) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  if (of < LEAST_ORIGINALS) return null;
  for (const [name, count] of counts) {
    if (count >= NEAR_CONSTANT_SHARE * of) return { class: name, count, of };
  }
  return null;
}
