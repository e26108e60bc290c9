import { wilsonInterval } from "@airworthy/stats";
import type { Figure, FigureChange } from "../../audit/figure.ts";
import type { BiasMetric } from "../metrics/metric.ts";
import type { Sample, SidesSums, Sums } from "../samples/sums.ts";
import { differenceEnds } from "./difference-ends.ts";
import { drawMetrics, type SideDraws } from "./draw-metrics.ts";
import { bootstrapEnds, type Ends, either, towardsParity, widened, within } from "./ends.ts";
import { type Reach, reachOf } from "./reach.ts";

/** What a metric came to, on both sides and between them. Null where it is not defined. */
export interface MetricFigures {
  readonly candidate: Figure | null;
  readonly baseline: Figure | null;
  readonly difference: FigureChange | null;
}

export interface Taking {
  /** How many classes are each held against the rest; null where the sums are not of classes. */
  readonly classes: number | null;
  readonly level: number;
  readonly resamples: number;
  readonly seed: number;
}

/**
 * The metrics with their intervals, by one bootstrap for all: Wilson's of a share of a group's rows, where rows are drawn one
 * by one and weigh nothing.
 */
export function takeFigures(sample: Sample, metrics: readonly BiasMetric[], taking: Taking): MetricFigures[] {
  const draws = drawMetrics(sample, metrics, taking);
  const reaches = taking.classes === null ? null : reachOf(sample, metrics, taking.classes, taking.level);
  return metrics.map((metric, index): MetricFigures => {
    const own = draws.candidate[index] ?? { values: new Float64Array(), noise: null };
    const other = draws.baseline?.[index];
    return figuresOf({ metric, sample, taking, own, other, reach: reaches?.[index] ?? null });
  });
}

/** A share of a group's rows with Wilson's interval; null where it is not defined, or no such share. */
export function shareFigure(metric: BiasMetric, sums: Sums, level: number): Figure | null {
  const { n, positives } = metric.restsOn(sums);
  if (n === 0 || positives === null) return null;
  return { value: positives / n, ...wilsonInterval(positives, n, level), n, positives };
}

interface Figuring {
  readonly metric: BiasMetric;
  readonly sample: Sample;
  readonly taking: Taking;
  readonly own: SideDraws;
  readonly other: SideDraws | undefined;
  readonly reach: Reach | null;
}

function figuresOf({ metric, sample, taking, own, other, reach }: Figuring): MetricFigures {
  const { level } = taking;
  const range = metric.definition.range;
  const side = (which: keyof SidesSums, draws: SideDraws | undefined): Side | null => {
    const sums = sample.observed[which];
    const counts = sample.counts[which];
    if (sums === null || counts === null || draws === undefined) return null;
    const value = metric.value(sums);
    if (!Number.isFinite(value)) return null;
    const bootstrap = bootstrapEnds(draws.values, value, level);
    const chance = { noise: draws.noise, chance: metric.definition.chance, level };
    return { value, ends: within(towardsParity(bootstrap, value, chance), range), draws: draws.values, counts };
  };
  const figure = ({ value, ends, counts }: Side, which: keyof SidesSums): Figure | null => {
    if (sample.isSimple && metric.isShare) return shareFigure(metric, counts, level);
    const reached = reach === null ? ends : widened(ends, value, reach[which]);
    const { n, positives } = metric.restsOn(counts);
    return { value, ...within(reached, range), n, positives };
  };
  const now = side("candidate", own);
  const was = side("baseline", other);
  return {
    candidate: now === null ? null : figure(now, "candidate"),
    baseline: was === null ? null : figure(was, "baseline"),
    difference: now === null || was === null ? null : changeOf({ now, was, range, level, reach }),
  };
}

interface Side {
  readonly value: number;
  /** Without what the resamples cannot reach. */
  readonly ends: Ends;
  readonly draws: Float64Array;
  readonly counts: Sums;
}

interface Changing {
  readonly now: Side;
  readonly was: Side;
  readonly range: readonly [number, number];
  readonly level: number;
  readonly reach: Reach | null;
}

function changeOf({ now, was, range: [least, most], level, reach }: Changing): FigureChange {
  const estimate = now.value - was.value;
  const changes = now.draws.map((value, turn) => value - (was.draws[turn] ?? Number.NaN));
  const ends = either(bootstrapEnds(changes, estimate, level), differenceEnds(now, was));
  const reached = reach === null ? ends : widened(ends, estimate, reach.difference);
  return { estimate, ...within(reached, [least - most, most - least]) };
}
