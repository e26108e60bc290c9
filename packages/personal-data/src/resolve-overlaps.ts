import type { Hit } from "./hit.ts";

/**
 * Of hits that overlap, the one of higher confidence counts, then the longer one, then the one of the kind that comes first in
 * `ranks`. Returned by where they start.
 */
export function resolveOverlaps(hits: readonly Hit[], ranks: ReadonlyMap<string, number>): readonly Hit[] {
  if (hits.length < 2) return hits;
  const rank = ({ kind }: Hit) => ranks.get(kind) ?? ranks.size;
  const better = (a: Hit, b: Hit) =>
    b.confidence - a.confidence || b.end - b.start - (a.end - a.start) || rank(a) - rank(b) || a.start - b.start;
  const byStart = hits.toSorted((a, b) => a.start - b.start);
  const kept: Hit[] = [];
  for (let from = 0; from < byStart.length; ) {
    const to = clusterEnd(byStart, from);
    kept.push(...bestOf(byStart.slice(from, to).sort(better)));
    from = to;
  }
  return kept;
}

/** The end of those that hang together from `from` on, each overlapping one before it. */
function clusterEnd(byStart: readonly Hit[], from: number): number {
  let reach = byStart[from]?.end ?? 0;
  let to = from + 1;
  for (let next = byStart[to]; next !== undefined && next.start < reach; next = byStart[to]) {
    reach = Math.max(reach, next.end);
    to++;
  }
  return to;
}

function bestOf(bestFirst: readonly Hit[]): readonly Hit[] {
  const kept: Hit[] = [];
  for (const hit of bestFirst) {
    if (kept.every((other) => hit.end <= other.start || hit.start >= other.end)) kept.push(hit);
  }
  return kept.sort((a, b) => a.start - b.start);
}
