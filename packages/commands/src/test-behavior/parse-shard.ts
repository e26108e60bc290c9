import type { Shard } from "@airworthy/behavior";
import { UserError } from "@airworthy/evidence";

/** More machines than any matrix has: GitHub's allows 256. */
const MOST = 256;

/** Reads `3/8`, the third of eight; 1/1 is the whole, as no shard is. Throws a UserError for anything else. */
export function parseShard(text: string | undefined): Shard | null {
  if (text === undefined) return null;
  const [, index, of] = /^(\d{1,3})\/(\d{1,3})$/.exec(text.trim()) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (shard.of === 1 && shard.index === 1) return null;
  if (shard.index >= 1 && shard.index <= shard.of && shard.of <= MOST) return shard;
  throw new UserError(
    `shard: ${JSON.stringify(text)} was given; such as 3/8 is allowed, the third of eight, of at most ${MOST}`,
  );
}
