import { type Agreement, keyOf } from "./agreement.ts";

/**
 * In words, each claim, count and note in which a run differs from what is written. Versions and largest differences may: other
 * machines have other packages and other last digits.
 */
export function disagreements(written: readonly Agreement[], run: readonly Agreement[]): readonly string[] {
  const [before, now] = [byKey(written), byKey(run)] as const;
  const missing = [...before.keys()].filter((key) => !now.has(key)).map((key) => `was not compared: ${key}`);
  const others = [...now].flatMap(([key, found]) => {
    const claimed = before.get(key);
    if (claimed === found) return [];
    return [claimed === undefined ? `is not written: ${key}` : `${key}: ${claimed} is written, ${found} was found`];
  });
  return [...missing, ...others];
}

function byKey(agreements: readonly Agreement[]): ReadonlyMap<string, string> {
  return new Map(agreements.map((one) => [keyOf(one), countOf(one)]));
}

function countOf({ cases, differing = 0, note }: Agreement): string {
  return `${differing} differing of ${cases}${note === undefined ? "" : ` (${note})`}`;
}
