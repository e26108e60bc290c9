import { UserError } from "@airworthy/evidence";
import {
  type BinnedValues,
  jensenShannonDistance,
  kolmogorovSmirnov,
  LEAST_BINS,
  LEAST_SHARE,
  populationStabilityIndex,
  quantileBins,
} from "@airworthy/stats";
import type { DriftMetric, MetricContext, MetricDefinition, Parameters } from "../metrics/metric.ts";
import { metricId } from "../metrics/metric-id.ts";
import { wholeParameter } from "../metrics/parameters.ts";
import type { Side } from "../tables/side.ts";
import { categoryShares, type DriftColumn, driftColumn, driftParameters, numberSamples } from "./drift-column.ts";

/** Deciles, as credit scoring has them. */
const DEFAULT_BINS = 10;

/** More, and a bin holds too few rows of most tables to say anything. */
const MOST_BINS = 10_000;

/** How far the candidate's answers are from the baseline's on the same inputs, as distributions. */
export const DRIFT_DEFINITIONS: readonly MetricDefinition[] = [
  {
    name: "psi",
    aliases: ["population-stability-index"],
    parameters: ["column", "as", "bins"],
    summary: `Population stability index of a column (score) over bins (${DEFAULT_BINS}) of equal share of the baseline, or, as=categories, over its categories. A share below ${LEAST_SHARE} counts as that.`,
    create: (parameters, context) =>
      binnedDrift({ name: "psi", fallback: "score", most: Number.POSITIVE_INFINITY }, parameters, context, (shares) =>
        populationStabilityIndex(shares.baseline, shares.candidate),
      ),
  },
  {
    name: "jensen-shannon",
    aliases: ["jensen-shannon-distance", "js-distance"],
    parameters: ["column", "as", "bins"],
    summary: `Jensen-Shannon distance, in bits, of a column's categories (prediction), or, as=numbers, of bins (${DEFAULT_BINS}) of equal share of the baseline. SciPy's jensenshannon with base 2.`,
    create: (parameters, context) =>
      binnedDrift({ name: "jensen-shannon", fallback: "prediction", most: 1 }, parameters, context, (shares) =>
        jensenShannonDistance(shares.baseline, shares.candidate),
      ),
  },
  {
    name: "ks",
    aliases: ["kolmogorov-smirnov", "ks-statistic"],
    parameters: ["column"],
    summary: "Kolmogorov and Smirnov's statistic of a number column (score). SciPy's ks_2samp, without a p-value.",
    create: (parameters, context) => {
      const column = driftColumn(new Map([...parameters, ["as", "numbers"]]), context, "score");
      const id = metricId("ks", { column: driftParameters(column, "score").column });
      return driftMetric(id, 1, column, (baseline, candidate, rows) =>
        kolmogorovSmirnov(numberSamples(baseline, candidate, rows, column.name)),
      );
    },
  },
];

interface BinnedDrift {
  readonly name: string;
  /** The column where none is given. */
  readonly fallback: "score" | "prediction";
  /** The largest value that there can be. */
  readonly most: number;
}

function binnedDrift(
  { name, fallback, most }: BinnedDrift,
  parameters: Parameters,
  context: MetricContext,
  distance: (shares: BinnedValues) => number,
): DriftMetric {
  const column = driftColumn(parameters, context, fallback);
  const bins = binsOf(parameters, column);
  const id = metricId(name, { ...driftParameters(column, fallback), bins: bins === DEFAULT_BINS ? null : bins });
  return driftMetric(id, most, column, (baseline, candidate, rows) =>
    distance(
      column.as === "numbers"
        ? quantileBins(numberSamples(baseline, candidate, rows, column.name), bins)
        : categoryShares(baseline, candidate, rows, column.name),
    ),
  );
}

function binsOf(parameters: Parameters, { name, as }: DriftColumn): number {
  if (as === "categories" && parameters.has("bins")) {
    throw new UserError(`bins are of numbers, and ${JSON.stringify(name)} is taken as categories`, {
      remedy: "Leave bins out, or write as=numbers.",
    });
  }
  const bins = wholeParameter(parameters, "bins", LEAST_BINS, DEFAULT_BINS);
  if (bins <= MOST_BINS) return bins;
  throw new UserError(`bins is ${bins}; at most ${MOST_BINS} are allowed`);
}

function driftMetric(
  id: string,
  most: number,
  column: DriftColumn,
  between: (baseline: Side, candidate: Side, rows: Uint32Array) => number,
): DriftMetric {
  return {
    kind: "drift",
    id,
    direction: "lower-is-better",
    directionSource: "definition",
    unit: "number",
    range: [0, most],
    requests: [column.request],
    between,
  };
}
