import type { Random, UnitSums } from "@airworthy/stats";
import { type Draw, eventsOf, logNormal, normal, studentT3 } from "./draws.ts";

/** What comes between one look and the next, of both versions. */
export interface Look {
  readonly candidate: UnitSums;
  readonly baseline: UnitSums;
}

/** A truth in which both versions are the same, or apart by `effect`. */
export interface World {
  readonly name: string;
  /** Whether the value of a unit is an event, 0 or 1. */
  readonly isRate: boolean;
  /** Whether a unit's value is above 0, so that a relative difference means something. */
  readonly isPositive: boolean;
  /** Whether the share changes. */
  readonly isRamp: boolean;
  /** Whether the mean of both changes with time. */
  readonly isDrifting: boolean;
  /** Units between two of 100 looks. */
  readonly units: number;
  /** The candidate's share of them at each. */
  share(look: number): number;
  /** About four standard errors of the whole, which one look at the end would find 98 % of the time. */
  readonly effect: number;
  draw(random: Random, units: number, effect: number, look: number): UnitSums;
}

export const LOOKS = 100;

const even = () => 0.5;
const few = () => 0.05;
/** 5 %, then 25 %, then 50 %. */
const ramp = (look: number) => [0.05, 0.25, 0.5][Math.floor((3 * look) / LOOKS)] ?? 0.5;

export const WORLDS: readonly World[] = [
  means("normal, 50 %", normal, 1, even),
  means("lognormal, 50 %", logNormal, 2.16, even),
  means("Student t of 3, 50 %", studentT3, Math.sqrt(3), even),
  means("normal, 5 %", normal, 1, few),
  means("lognormal, 5 %", logNormal, 2.16, few),
  means("normal, 5 % to 50 %", normal, 1, ramp),
  means("lognormal, 5 % to 50 %", logNormal, 2.16, ramp),
  drifting("normal, drifting, 5 % to 50 %"),
  rates("rate 0.5, 50 %", 0.5, 100, even),
  rates("rate 0.01, 50 %", 0.01, 500, even),
  rates("rate 0.001, 50 %", 0.001, 2_000, even),
  rates("rate 0.01, 5 %", 0.01, 500, few),
  rates("rate 0.001, 5 %", 0.001, 2_000, few),
  rates("rate 0.001, 5 % to 50 %", 0.001, 2_000, ramp),
];

function means(name: string, draw: Draw, deviation: number, share: World["share"]): World {
  const units = 100;
  return {
    name,
    isRate: false,
    isPositive: draw === logNormal,
    isRamp: share === ramp,
    isDrifting: false,
    units,
    share,
    effect: 4 * deviation * error(units, share),
    draw: (random, count, effect) => {
      let [sum, squares] = [0, 0];
      for (let unit = 0; unit < count; unit++) {
        const value = draw(random) + effect;
        sum += value;
        squares += value * value;
      }
      return { units: count, sum, squares };
    },
  };
}

/** The mean of both versions rises by half a standard deviation over the rollout, as from night to day. */
function drifting(name: string): World {
  const world = means(name, normal, 1, ramp);
  return {
    ...world,
    isDrifting: true,
    draw: (random, count, effect, look) => world.draw(random, count, effect + look / (2 * LOOKS), look),
  };
}

function rates(name: string, p: number, units: number, share: World["share"]): World {
  return {
    name,
    isRate: true,
    isPositive: true,
    isRamp: share === ramp,
    isDrifting: false,
    units,
    share,
    effect: 4 * Math.sqrt(p * (1 - p)) * error(units, share),
    draw: (random, count, effect) => {
      const events = eventsOf(random, count, p + effect);
      return { units: count, sum: events, squares: events };
    },
  };
}

/** The standard error of a difference of means at the last look, for a standard deviation of 1. */
function error(units: number, share: World["share"]): number {
  let candidate = 0;
  for (let look = 0; look < LOOKS; look++) candidate += units * share(look);
  return Math.sqrt(1 / candidate + 1 / (units * LOOKS - candidate));
}
