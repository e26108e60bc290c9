import { createRandom } from "@airworthy/stats";
import type { BiasMetric } from "../metrics/metric.ts";
import { emptyLike, type Sample, type SidesSums, type Sums } from "../samples/sums.ts";

/** A metric's values over the resamples. */
export interface SideDraws {
  readonly values: Float64Array;
  /** How far apart chance alone puts groups that are alike; null where that says nothing of the metric. */
  readonly noise: Float64Array | null;
}

/** By metric. */
export interface MetricDraws {
  readonly candidate: readonly SideDraws[];
  readonly baseline: readonly SideDraws[] | null;
}

/** Resamples once for all metrics, the same rows of both sides. */
export function drawMetrics(
  sample: Sample,
  metrics: readonly BiasMetric[],
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
): MetricDraws {
  const into = emptyLike(sample.observed);
  const drawings = (["candidate", "baseline"] as const).map((which) =>
    drawingOf(which, { sample, into, metrics, resamples }),
  );
  const draw = sample.resampler(createRandom(seed), into);
  for (let turn = 0; turn < resamples; turn++) {
    draw();
    for (const drawing of drawings) drawing?.take(turn);
  }
  const [candidate, baseline] = drawings;
  return { candidate: candidate?.draws ?? [], baseline: baseline?.draws ?? null };
}

interface Drawing {
  readonly sample: Sample;
  readonly into: SidesSums;
  readonly metrics: readonly BiasMetric[];
  readonly resamples: number;
}

/** Null where the side is not there. */
function drawingOf(which: keyof SidesSums, { sample, into, metrics, resamples }: Drawing) {
  const sums = into[which];
  const centre = sample.observed[which];
  if (sums === null || centre === null) return null;
  const noises = metrics.map((metric) => metric.noiseAround(centre));
  const draws = noises.map(
    (noise): SideDraws => ({
      values: new Float64Array(resamples),
      noise: noise === null ? null : new Float64Array(resamples),
    }),
  );
  return { draws, take: (turn: number) => takeAll(turn, sums, { metrics, noises, draws }) };
}

interface Taken {
  readonly metrics: readonly BiasMetric[];
  readonly noises: readonly (((sums: Sums) => number) | null)[];
  readonly draws: readonly SideDraws[];
}

function takeAll(turn: number, sums: Sums, { metrics, noises, draws }: Taken): void {
  for (const [index, metric] of metrics.entries()) {
    const own = draws[index];
    if (own === undefined) continue;
    own.values[turn] = metric.value(sums);
    const noise = noises[index] ?? null;
    if (own.noise !== null && noise !== null) own.noise[turn] = noise(sums);
  }
}
