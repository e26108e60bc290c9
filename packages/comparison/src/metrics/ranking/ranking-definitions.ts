import type { MetricDefinition, Parameters } from "../metric.ts";
import { metricId } from "../metric-id.ts";
import { wholeParameter, wordParameter } from "../parameters.ts";
import { coverage } from "./coverage.ts";
import { rankingMetric } from "./ranking-metric.ts";
import {
  averagePrecisionAt,
  dcg,
  exponentialGain,
  type Gain,
  hit,
  linearGain,
  ndcg,
  precisionAt,
  type RowScore,
  recallAt,
  reciprocalRank,
} from "./row-scores.ts";

/** Metrics of ranked lists: a row is a query, its label the relevant items, its prediction the items as ranked. */
export const RANKING_DEFINITIONS: readonly MetricDefinition[] = [
  {
    name: "ndcg",
    aliases: ["ndcg-score"],
    parameters: ["k", "gain"],
    summary:
      "Normalised discounted cumulative gain of the first k places (all), gain=linear as scikit-learn's ndcg_score, or gain=exponential.",
    create: (parameters) => graded("ndcg", parameters, ndcg, { needsRelevant: true }),
  },
  {
    name: "dcg",
    aliases: ["dcg-score"],
    parameters: ["k", "gain"],
    summary:
      "Discounted cumulative gain of the first k places (all), gain=linear as scikit-learn's dcg_score, or gain=exponential.",
    create: (parameters) => graded("dcg", parameters, dcg, { most: Number.POSITIVE_INFINITY }),
  },
  {
    name: "mrr",
    aliases: ["mean-reciprocal-rank"],
    parameters: ["k"],
    summary: "Mean of one over the place of the first relevant item among the first k (all); 0 where there is none.",
    create: (parameters) => upTo("mrr", parameters, reciprocalRank),
  },
  {
    name: "map",
    aliases: ["mean-average-precision"],
    parameters: ["k"],
    summary:
      "Mean average precision of the first k places (all), over as many relevant items as could stand there; without k trec_eval's.",
    create: (parameters) => upTo("map", parameters, averagePrecisionAt, { needsRelevant: true }),
  },
  {
    name: "hit-rate",
    aliases: ["hit-ratio", "hit", "hits"],
    parameters: ["k"],
    summary: "Queries with a relevant item among the first k places.",
    create: (parameters) => within("hit-rate", parameters, hit, { isBinary: true }),
  },
  {
    name: "precision-at",
    aliases: [],
    parameters: ["k"],
    summary: "Mean share of relevant items among the first k places.",
    create: (parameters) => within("precision-at", parameters, precisionAt),
  },
  {
    name: "recall-at",
    aliases: [],
    parameters: ["k"],
    summary: "Mean share of the relevant items that are among the first k places.",
    create: (parameters) => within("recall-at", parameters, recallAt, { needsRelevant: true }),
  },
  coverage,
];

interface Traits {
  readonly needsRelevant?: boolean;
  readonly isBinary?: boolean;
  readonly most?: number;
}

const EVERYWHERE = Number.POSITIVE_INFINITY;

function graded(name: string, parameters: Parameters, score: (gain: Gain) => RowScore, traits: Traits) {
  const gain = wordParameter(parameters, "gain", ["linear", "exponential"]);
  const k = placesOf(parameters);
  const of = score(gain === "linear" ? linearGain : exponentialGain);
  const id = metricId(name, { k, gain: gain === "linear" ? null : gain });
  return rankingMetric({ id, of: (row) => of(row, k ?? EVERYWHERE), ...traits });
}

/** The first k places, or all where k is not given. */
function upTo(name: string, parameters: Parameters, score: RowScore, traits: Traits = {}) {
  const k = placesOf(parameters);
  return rankingMetric({ id: metricId(name, { k }), of: (row) => score(row, k ?? EVERYWHERE), ...traits });
}

/** The first k places, which must be given. */
function within(name: string, parameters: Parameters, score: RowScore, traits: Traits = {}) {
  const k = wholeParameter(parameters, "k", 1);
  return rankingMetric({ id: metricId(name, { k }), of: (row) => score(row, k), ...traits });
}

function placesOf(parameters: Parameters): number | null {
  return parameters.has("k") ? wholeParameter(parameters, "k", 1) : null;
}
