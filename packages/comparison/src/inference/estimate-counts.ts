import { acceleration, clusterStandardError, clusterSums, seedFrom } from "@airworthy/stats";
import { type Cells, countCells } from "../metrics/counts/cells.ts";
import { emptyTally, tally } from "../metrics/counts/tally.ts";
import type { CountMetric, RowOutcome } from "../metrics/metric.ts";
import { drawCells } from "./cell-draws.ts";
import { differenceOf, fromStandardError, type Values, withoutDifference } from "./conclude.ts";
import { countInfluence } from "./count-influence.ts";
import type { Asked, Estimate } from "./estimate-types.ts";
import { type Draws, fromDraws } from "./from-draws.ts";
import { fromPairedOutcomes, type PairedOutcomes } from "./paired-outcomes.ts";
import { rowCells } from "./row-cells.ts";
import { type Sample, unitsOf } from "./sample.ts";

/** With more cells than this (weights that all differ, say) the rows are so many that the delta method serves as well as draws. */
const MOST_CELLS = 100_000;

type AskedCount = Asked & { readonly metric: CountMetric };

/** The cells of a sample; of clustered rows each row is one. */
interface Counted {
  readonly sample: Sample;
  readonly cells: Cells;
}

type Way = "none" | "paired-outcomes" | "influence" | "draws";

/** A metric on the cells, before it is said how sure its difference is. */
interface Measured {
  readonly metric: CountMetric;
  readonly values: Values;
  /** What a row of each cell does to the difference; null where there is none, or it is too much work. */
  readonly influence: Float64Array | null;
  readonly way: Way;
  /** Whether the bootstrap was asked for as the test. */
  readonly isTest: boolean;
}

/**
 * Metrics of counts. A share of independent rows of equal weight (accuracy, the recall of a class) has McNemar's exact test and
 * Newcombe's interval, which a rare class that happens to be right throughout does not fool. All else is drawn in one
 * bootstrap over cells, unless rows are clustered or the cells too many: then the influence of the cells gives Student's t.
 * Where there are too many classes for that as well, clusters are drawn, or fewer draws made.
 */
export function estimateCounts(asked: readonly AskedCount[], sample: Sample): Estimate[] {
  if (asked.length === 0) return [];
  const { candidate, baseline } = sample.sides;
  const cells = sample.clusters === null ? countCells(candidate, baseline ?? candidate, sample.rows) : rowCells(sample);
  const counted = { sample, cells };
  const measured = asked.map((one) => measure(one, counted));
  const draws = drawCells(
    measured.filter(({ way }) => way === "draws").map(({ metric }) => metric),
    cells,
    {
      resamples: sample.settings.resamples,
      seed: seedFrom(sample.settings.seed, "cells"),
      clusters: sample.clusters,
    },
  );
  return measured.map((one) => conclude(one, draws.get(one.metric), counted));
}

function measure({ metric, test }: AskedCount, counted: Counted): Measured {
  const { sample, cells } = counted;
  const candidate = valueOn(metric, cells, "candidate");
  const baseline = sample.sides.baseline === null ? null : valueOn(metric, cells, "baseline");
  const now = Number.isNaN(candidate) ? null : countInfluence(metric, cells, "candidate");
  const values = { candidate, baseline, standardError: now && standardErrorOf(now, counted) };
  const nothing: Measured = { metric, values, influence: null, way: "none", isTest: test === "bootstrap" };
  if (baseline === null || Number.isNaN(candidate - baseline)) return nothing;
  const was = countInfluence(metric, cells, "baseline");
  const influence = now && was && now.map((value, cell) => value - (was[cell] ?? 0));
  return { ...nothing, influence, way: wayOf(metric, test, influence !== null, counted) };
}

function wayOf(metric: CountMetric, test: Asked["test"], hasInfluence: boolean, { sample, cells }: Counted): Way {
  if (test === "bootstrap") return "draws";
  if (metric.outcome !== undefined && sample.weights === null && sample.clusters === null) return "paired-outcomes";
  const isBetterSo = sample.clusters !== null || cells.counts.length > MOST_CELLS;
  return hasInfluence && isBetterSo ? "influence" : "draws";
}

function conclude(measured: Measured, draws: Draws | undefined, counted: Counted): Estimate {
  const { metric, values, influence, way, isTest } = measured;
  const { sample, cells } = counted;
  const { clusters, settings } = sample;
  const { candidate, baseline } = values;
  if (way === "none" || baseline === null) return withoutDifference(values);
  const estimate = differenceOf(candidate, baseline);
  if (way === "paired-outcomes" && metric.outcome !== undefined) {
    return fromPairedOutcomes(values, outcomesOf(cells, metric.outcome), settings.confidence);
  }
  if (draws !== undefined) {
    return fromDraws(values, estimate, draws, {
      isTest,
      acceleration: accelerationOf(influence, counted),
      units: unitsOf(sample),
      ...settings,
    });
  }
  if (influence === null) throw new Error(`${metric.id} has neither draws nor influence`);
  return fromStandardError(values, estimate, {
    standardError: standardErrorOf(influence, counted),
    units: unitsOf(sample),
    degreesOfFreedom: unitsOf(sample) - 1,
    method: clusters === null ? "delta-method" : "cluster-robust",
    confidence: settings.confidence,
  });
}

function valueOn(metric: CountMetric, cells: Cells, which: "candidate" | "baseline"): number {
  return metric.of(tally(cells, which, cells.counts, emptyTally(cells.classes)));
}

/** Of what has this influence; NaN of a single row or cluster. */
function standardErrorOf(influence: Float64Array, { sample, cells }: Counted): number {
  const { clusters, rows } = sample;
  if (clusters !== null) return clusterStandardError(influence, clusters.codes, clusters.count);
  const units = unitsOf(sample);
  const squares = influence.reduce((sum, value, cell) => sum + (cells.counts[cell] ?? 0) * value * value, 0);
  return Math.sqrt((squares * units) / (units - 1)) / rows.length;
}

function accelerationOf(influence: Float64Array | null, { sample, cells }: Counted): number | null {
  if (influence === null) return null;
  const { clusters } = sample;
  return clusters === null
    ? acceleration(influence, cells.counts)
    : acceleration(clusterSums(influence, clusters.codes, clusters.count));
}

function outcomesOf({ classes, counts, labels, candidate, baseline }: Cells, outcome: RowOutcome): PairedOutcomes {
  const outcomes = { both: 0, onlyCandidate: 0, onlyBaseline: 0, neither: 0 };
  for (let cell = 0; cell < counts.length; cell++) {
    const label = labels[cell] ?? 0;
    const isRight = outcome(label, candidate[cell] ?? 0, classes);
    const wasRight = outcome(label, baseline[cell] ?? 0, classes);
    if (isRight === null) continue;
    const which = isRight ? (wasRight ? "both" : "onlyCandidate") : wasRight ? "onlyBaseline" : "neither";
    outcomes[which] += counts[cell] ?? 0;
  }
  return outcomes;
}
