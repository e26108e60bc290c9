import type { Change } from "@airworthy/evidence";
import { createRandom, holm, type Interval, seedFrom, wilsonInterval } from "@airworthy/stats";
import { criteriaOf } from "../../packages/comparison/src/decision/criteria.ts";
import { decideChange } from "../../packages/comparison/src/decision/decide.ts";
import { estimate } from "../../packages/comparison/src/inference/estimate.ts";
import type { Estimate } from "../../packages/comparison/src/inference/estimate-types.ts";
import { resampleHere } from "../../packages/comparison/src/inference/resampler.ts";
import type { Metric } from "../../packages/comparison/src/metrics/metric.ts";
import type { Scenario } from "./scenarios.ts";

export const ALPHA = 0.05;
const RESAMPLES = 1000;
const MARGIN = 0.01;

/** A share of the comparisons, with its Monte Carlo interval at 95 %. */
export interface Rate extends Interval {
  readonly share: number;
}

/** What came of many comparisons of so many rows in one world. */
export interface Characteristics {
  readonly rows: number;
  readonly hasLoss: boolean;
  /** That any p-value is at most alpha: false alarms where there is no loss, else power. */
  readonly significant: Rate;
  /** That the first metric's interval holds the true difference. */
  readonly covered: Rate;
  /** How often each word is said of the first metric. */
  readonly words: ReadonlyMap<Change, number>;
}

/** Simulates a scenario's comparisons; the same numbers on every machine. */
export async function simulate(scenario: Scenario, rows: number, hasLoss: boolean): Promise<Characteristics> {
  const { name, comparisons, metrics } = scenario;
  const words = new Map<Change, number>();
  let significant = 0;
  let covered = 0;
  for (let comparison = 0; comparison < comparisons; comparison++) {
    const seed = seedFrom(0, name, String(rows), String(hasLoss), String(comparison));
    const found = await compare(scenario, rows, hasLoss, seed);
    const adjusted = holm(found.map(({ pValue }) => pValue ?? 1));
    if (adjusted.some((p) => p <= ALPHA)) significant++;
    if (holds(found[0], scenario.truth(hasLoss))) covered++;
    const word = wordOf(metrics[0], found[0], adjusted[0]);
    words.set(word, (words.get(word) ?? 0) + 1);
  }
  const rate = (count: number) => ({ share: count / comparisons, ...wilsonInterval(count, comparisons, 0.95) });
  return { rows, hasLoss, significant: rate(significant), covered: rate(covered), words };
}

async function compare(scenario: Scenario, rows: number, hasLoss: boolean, seed: number): Promise<Estimate[]> {
  const sides = scenario.draw(createRandom(seed), rows, hasLoss);
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  const asked = scenario.metrics.map((metric) => ({ metric, test: scenario.test }));
  const settings = { confidence: 1 - ALPHA, resamples: RESAMPLES, seed, interval: scenario.interval };
  return await estimate(asked, sides, all, settings, resampleHere);
}

function holds(estimate: Estimate | undefined, truth: number): boolean {
  const { low, high } = estimate?.difference ?? { low: Number.NaN, high: Number.NaN };
  return low <= truth && truth <= high;
}

function wordOf(metric: Metric | undefined, estimate: Estimate | undefined, adjustedP: number | undefined): Change {
  const difference = estimate?.difference ?? null;
  if (metric === undefined || difference === null || adjustedP === undefined) return "insufficient-evidence";
  const criteria = criteriaOf(metric, null, estimate?.baseline ?? Number.NaN, { alpha: ALPHA, margin: MARGIN });
  return decideChange(difference, adjustedP, criteria).change;
}
