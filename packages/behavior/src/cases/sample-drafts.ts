import { seedFrom } from "@airworthy/stats";
import type { Case, Draft, DraftSource } from "./case.ts";
import { inChunks } from "./chunks.ts";
import { createSmallest } from "./smallest.ts";

/** What draws for a test are made from, beside the case's id. */
export interface DrawnFor {
  /** The suite's. */
  readonly seed: number;
  /** The test's id. */
  readonly test: string;
}

interface Ranked {
  readonly rank: number;
  readonly place: number;
  readonly draft: Draft;
}

/**
 * The `count` drafts whose ids have the smallest seeds, in the source's order. Every draft's rank is its own: adding,
 * removing or moving others changes nothing but which of them are among the smallest. Holds `count` drafts in memory.
 */
export function sampleDrafts(source: DraftSource, count: number, { seed, test }: DrawnFor): DraftSource {
  return async function* sampled() {
    const smallest = createSmallest<Ranked>(count, compareRanked);
    let place = 0;
    for await (const chunk of source()) {
      for (const draft of chunk) smallest.offer({ rank: seedFrom(seed, test, draft.id), place: place++, draft });
    }
    const kept = [...smallest.items()].sort((a, b) => a.place - b.place);
    yield* inChunks(kept.map(({ draft }) => draft));
  };
}

function compareRanked(a: Ranked, b: Ranked): number {
  return a.rank - b.rank || compareIds(a.draft, b.draft);
}

function compareIds(a: Case, b: Case): number {
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
