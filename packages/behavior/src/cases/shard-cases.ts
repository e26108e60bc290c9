import { seedFrom } from "@airworthy/stats";
import type { Case } from "./case.ts";

/** One of several runs that share a suite's cases among them. */
export interface Shard {
  /** From 1 to `of`. */
  readonly index: number;
  readonly of: number;
}

/** Another seed than any suite's: which shard a case falls on says nothing of what is drawn for it. */
const SHARD_SEED = 0x5348_4152_44;

/**
 * The cases of one shard. Which that is depends on the test's and the case's id alone: all shards together have every
 * case once, and adding or removing cases moves no other one.
 */
export function shardCases<Item extends Case>(
  source: () => AsyncIterable<readonly Item[]>,
  { index, of }: Shard,
  testId: string,
): () => AsyncIterable<readonly Item[]> {
  if (of === 1) return source;
  return async function* sharded() {
    for await (const chunk of source()) {
      const own = chunk.filter(({ id }) => seedFrom(SHARD_SEED, testId, id) % of === index - 1);
      if (own.length > 0) yield own;
    }
  };
}
