import {
  type Arms,
  asymptoticPValue,
  borrowVariance,
  difference,
  type Estimate,
  empiricalBernsteinOfBatches,
  logRateEvidence,
  meanOfUnits,
  normalQuantile,
  rateSequence,
  relativeSequence,
  stratifiedDifference,
  type UnitSums,
} from "@airworthy/stats";
import { isKayentaAlarm } from "./mann-whitney.ts";
import type { Look, World } from "./worlds.ts";

export const ALPHA = 0.05;
const SIDES = ["above", "below"] as const;
export const SEQUENCE = { alpha: ALPHA, side: "two-sided", tightestAt: 5_000 } as const;
const HALF = { ...SEQUENCE, alpha: ALPHA / 2 };
/** What a z-test of alpha asks for at one look. */
export const Z = -normalQuantile(ALPHA / 2);

/** A rule under way: told of each look, it says whether it raises an alarm there. */
export type Judge = (look: Look) => boolean;

/** Of fewer, its interval ends at the least difference of two points, and nearly any two such sets differ. */
const KAYENTA_POINTS = 10;

export interface Rule {
  readonly name: string;
  /** Whether it is what a judge of ours may decide by in the worlds that it fits. */
  readonly isOurs: boolean;
  fits(world: World): boolean;
  begin(): Judge;
}

const anywhere = () => true;
const rates = ({ isRate }: World) => isRate;

export const RULES: readonly Rule[] = [
  ofSums("z-test at each look", (found) => Math.abs(found.estimate) / Math.sqrt(found.squaredError) > Z),
  { name: "Kayenta's Mann-Whitney", isOurs: false, fits: anywhere, begin: kayenta },
  ofSums("GrowthBook's sequence", isOutside, true),
  { name: "asymptotic sequence", isOurs: true, fits: ({ isDrifting }) => !isDrifting, begin: asymptotic },
  { name: "asymptotic sequence, relative", isOurs: true, fits: (world) => world.isPositive, begin: relative },
  { name: "asymptotic sequence, by steps", isOurs: true, fits: ({ isRamp }) => isRamp, begin: bySteps },
  { name: "rare events, exact", isOurs: true, fits: rates, begin: rareEvents },
  { name: "two beta-binomial sequences", isOurs: true, fits: rates, begin: betaBinomial },
  { name: "two empirical Bernstein sequences", isOurs: true, fits: rates, begin: bernstein },
];

function isOutside(found: Estimate): boolean {
  return asymptoticPValue(found, 0, SEQUENCE) <= ALPHA;
}

/** A peer that looks at the difference of means so far; with the number of all units as its clock where that is GrowthBook's. */
function ofSums(name: string, isAlarm: (found: Estimate) => boolean, countsAll = false): Rule {
  return {
    name,
    isOurs: false,
    fits: anywhere,
    begin: () => {
      const both = sumsSoFar();
      return (look) => {
        const { candidate, baseline } = both(look);
        const found = difference(meanOfUnits(candidate), meanOfUnits(baseline));
        return isAlarm(countsAll ? { ...found, units: candidate.units + baseline.units } : found);
      };
    },
  };
}

function asymptotic(): Judge {
  const both = sumsSoFar();
  return (look) => {
    const { candidate, baseline } = armsOf(both(look));
    return isOutside(difference(candidate, baseline));
  };
}

function relative(): Judge {
  const both = sumsSoFar();
  return (look) => {
    const { candidate, baseline } = armsOf(both(look));
    const { low, high } = relativeSequence(candidate, baseline, SEQUENCE);
    return low > 0 || high < 0;
  };
}

/** Looks of one share are one step. */
function bySteps(): Judge {
  const steps = new Map<number, Look>();
  return (look) => {
    const step = steps.get(look.candidate.units);
    steps.set(look.candidate.units, step === undefined ? look : together(step, look));
    return isOutside(stratifiedDifference([...steps.values()].map(armsOf)));
  };
}

function armsOf({ candidate, baseline }: Look): Arms {
  return borrowVariance({ candidate: meanOfUnits(candidate), baseline: meanOfUnits(baseline) });
}

/** The mean of each look's units is a point of a time series, which is what Kayenta is given. */
function kayenta(): Judge {
  const [candidate, baseline]: [number[], number[]] = [[], []];
  return (look) => {
    insert(candidate, look.candidate.sum / look.candidate.units);
    insert(baseline, look.baseline.sum / look.baseline.units);
    return candidate.length >= KAYENTA_POINTS && isKayentaAlarm(candidate, baseline);
  };
}

/** Windows of one share may be added up: each bet's logarithm is a sum. */
function rareEvents(): Judge {
  const windows = new Map<number, Look>();
  const margin = { factor: 1, plus: 0 };
  const enough = -Math.log(ALPHA / 2);
  return (look) => {
    const before = windows.get(look.candidate.units);
    windows.set(look.candidate.units, before === undefined ? look : together(before, look));
    const counted = [...windows.values()].map(({ candidate, baseline }) => ({
      candidateUnits: candidate.units,
      candidateEvents: candidate.sum,
      baselineUnits: baseline.units,
      baselineEvents: baseline.sum,
    }));
    return SIDES.some((side) => logRateEvidence(counted, margin, side) >= enough);
  };
}

function betaBinomial(): Judge {
  const both = sumsSoFar();
  return (look) => {
    const { candidate, baseline } = both(look);
    return areApart(
      rateSequence(candidate.sum, candidate.units, HALF),
      rateSequence(baseline.sum, baseline.units, HALF),
    );
  };
}

function bernstein(): Judge {
  const looks: Look[] = [];
  const bounds = { least: 0, most: 1 };
  const sequenceOf = (arm: (look: Look) => UnitSums) => empiricalBernsteinOfBatches(looks.map(arm), bounds, HALF);
  return (look) => {
    looks.push(look);
    return areApart(
      sequenceOf(({ candidate }) => candidate),
      sequenceOf(({ baseline }) => baseline),
    );
  };
}

type Ends = { readonly low: number; readonly high: number };

function areApart(one: Ends, other: Ends): boolean {
  return one.low > other.high || other.low > one.high;
}

function sumsSoFar(): (look: Look) => Look {
  let sofar: Look | null = null;
  return (look) => {
    sofar = sofar === null ? look : together(sofar, look);
    return sofar;
  };
}

function together(a: Look, b: Look): Look {
  return { candidate: plus(a.candidate, b.candidate), baseline: plus(a.baseline, b.baseline) };
}

function plus(a: UnitSums, b: UnitSums): UnitSums {
  return { units: a.units + b.units, sum: a.sum + b.sum, squares: a.squares + b.squares };
}

function insert(ascending: number[], value: number): void {
  let [start, end] = [0, ascending.length];
  while (start < end) {
    const middle = (start + end) >> 1;
    if ((ascending[middle] ?? 0) < value) start = middle + 1;
    else end = middle;
  }
  ascending.splice(start, 0, value);
}
