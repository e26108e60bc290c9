import type { BiasMetric } from "../metrics/metric.ts";
import { emptyLike, type Sample, type SidesSums, type Sums } from "../samples/sums.ts";
import { type Edge, edgeOf, moveShare, type Share, sharesOf } from "./edges.ts";

/** The farthest that a metric's values go when one share of a group after another is put at its interval's other end. */
export interface Reach {
  readonly candidate: Span;
  readonly baseline: Span;
  readonly difference: Span;
}

interface Span {
  low: number;
  high: number;
}

/**
 * No resample has what no row has: where none of a group's rows is a false positive, or each, the bootstrap is certain of it,
 * however few they are. So each such share is put at the far end of its Wilson interval, by itself, and the metrics are taken
 * again. A share that is at the same edge on both sides moves on both together.
 */
export function reachOf(sample: Sample, metrics: readonly BiasMetric[], classes: number, level: number): Reach[] {
  const { observed, counts } = sample;
  const moved = emptyLike(observed);
  copyInto(moved, observed);
  const reaches = metrics.map(() => ({ candidate: nowhere(), baseline: nowhere(), difference: nowhere() }));
  const take = () => {
    for (const [index, metric] of metrics.entries()) extend(reaches[index], metric, moved);
  };
  const tryMove = (share: Share, edges: Readonly<Record<keyof SidesSums, Edge | null>>) => {
    moveSide(moved.candidate, counts.candidate, share, edges.candidate, level);
    if (moved.baseline !== null) moveSide(moved.baseline, counts.baseline, share, edges.baseline, level);
    take();
    copyInto(moved, observed);
  };
  take();
  for (const share of sharesOf(observed.candidate.groups, classes)) {
    const candidate = edgeOf(counts.candidate, share);
    const baseline = counts.baseline === null ? null : edgeOf(counts.baseline, share);
    if (candidate !== null && candidate === baseline) tryMove(share, { candidate, baseline });
    else {
      if (candidate !== null) tryMove(share, { candidate, baseline: null });
      if (baseline !== null) tryMove(share, { candidate: null, baseline });
    }
  }
  return reaches;
}

function moveSide(sums: Sums, counts: Sums | null, share: Share, edge: Edge | null, level: number): void {
  if (edge !== null && counts !== null) moveShare(sums, counts, share, { edge, level });
}

function copyInto(into: SidesSums, from: SidesSums): void {
  for (const which of ["candidate", "baseline"] as const) {
    const sums = into[which];
    const source = from[which];
    if (sums === null || source === null) continue;
    sums.values.set(source.values);
    sums.fillings++;
  }
}

function nowhere(): Span {
  return { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY };
}

/** What is not defined there reaches nowhere. */
function extend(reach: Reach | undefined, metric: BiasMetric, { candidate, baseline }: SidesSums): void {
  if (reach === undefined) return;
  const now = metric.value(candidate);
  const was = baseline === null ? Number.NaN : metric.value(baseline);
  include(reach.candidate, now);
  include(reach.baseline, was);
  include(reach.difference, now - was);
}

function include(span: Span, value: number): void {
  if (value < span.low) span.low = value;
  if (value > span.high) span.high = value;
}
