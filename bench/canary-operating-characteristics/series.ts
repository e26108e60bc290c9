import {
  asymptoticPValue,
  createRandom,
  type Estimate,
  type LongRunMethod,
  seedFrom,
  seriesMean,
} from "@airworthy/stats";
import { normal } from "./draws.ts";
import { ALPHA, SEQUENCE, Z } from "./rules.ts";
import { type Characteristics, characteristicsOf, firstAlarms } from "./simulate.ts";
import { LOOKS } from "./worlds.ts";

/** How much of a window's deviation the next one has. */
export const CARRIED = [0, 0.3, 0.6, 0.9] as const;

const WINDOWS_A_LOOK = 5;
const WINDOWS = LOOKS * WINDOWS_A_LOOK;

interface SeriesRule {
  readonly name: string;
  readonly isOurs: boolean;
  isAlarm(series: Float64Array): boolean;
}

const RULES: readonly SeriesRule[] = [
  { name: "z-test at each look, as if independent", isOurs: false, isAlarm: (series) => isFar(independent(series)) },
  {
    name: "z-test at each look, Newey-West",
    isOurs: false,
    isAlarm: (series) => isFar(seriesMean(series, "newey-west")),
  },
  {
    name: "GrowthBook's sequence, as if independent",
    isOurs: false,
    isAlarm: (series) => isOutside(independent(series)),
  },
  ofSequence("newey-west", "asymptotic sequence, Newey-West"),
  ofSequence("batch-means", "asymptotic sequence, batch means"),
  ofSequence("prewhitened", "asymptotic sequence, prewhitened"),
];

/** Rollouts judged by candidate minus baseline in each of 500 windows, a first-order autoregression of normal steps. */
export function simulateSeries(carried: number, rollouts: number): Characteristics[] {
  const effect = (4 / (1 - carried)) * Math.sqrt(1 / WINDOWS);
  const [none, some] = [0, effect].map((mean) => alarmsOf(carried, mean, rollouts));
  return RULES.map((rule, index) => characteristicsOf(rule, none?.[index] ?? [], some?.[index] ?? []));
}

function alarmsOf(carried: number, mean: number, rollouts: number): (readonly number[])[][] {
  const alarms: (readonly number[])[][] = RULES.map(() => []);
  for (let rollout = 0; rollout < rollouts; rollout++) {
    const series = draw(carried, mean, seedFrom(0, "series", String(carried), String(mean), String(rollout)));
    for (const [index, rule] of RULES.entries()) {
      const looks = Array.from({ length: LOOKS }, (_, look) =>
        rule.isAlarm(series.subarray(0, (look + 1) * WINDOWS_A_LOOK)),
      );
      alarms[index]?.push(firstAlarms(looks));
    }
  }
  return alarms;
}

function draw(carried: number, mean: number, seed: number): Float64Array {
  const random = createRandom(seed);
  let deviation = normal(random) / Math.sqrt(1 - carried ** 2);
  return Float64Array.from({ length: WINDOWS }, () => {
    deviation = carried * deviation + normal(random);
    return mean + deviation;
  });
}

function independent(series: Float64Array): Estimate {
  const estimate = series.reduce((sum, value) => sum + value, 0) / series.length;
  const variance = series.reduce((sum, value) => sum + (value - estimate) ** 2, 0) / (series.length - 1);
  return { estimate, squaredError: variance / series.length, units: series.length };
}

function ofSequence(method: LongRunMethod, name: string): SeriesRule {
  const isOurs = method === "prewhitened";
  return { name, isOurs, isAlarm: (series) => isOutside(seriesMean(series, method)) };
}

function isFar({ estimate, squaredError }: Estimate): boolean {
  return Math.abs(estimate) / Math.sqrt(squaredError) > Z;
}

/** Tightest at half of all windows. */
function isOutside(found: Estimate): boolean {
  return asymptoticPValue(found, 0, { ...SEQUENCE, tightestAt: WINDOWS / 2 }) <= ALPHA;
}
