import { UserError } from "@airworthy/evidence";
import { add } from "../add.ts";
import { emptySums, type Sample, type SidesSums, type Sums } from "./sums.ts";

/** What each unit adds to all sums: unit u's stand from u * size on, everyone's among them. */
export interface UnitSums {
  readonly units: number;
  readonly groups: number;
  readonly width: number;
  readonly candidate: Float64Array;
  readonly baseline: Float64Array | null;
}

/** Sums of all groups together; a thousand units of them are 130 MB a side. */
const MOST_SUMS = 2 ** 14;

/** How many sums each unit has. Throws a UserError where that is more than memory should hold. */
export function unitSize(groups: number, width: number): number {
  const size = (groups + 1) * width;
  if (size <= MOST_SUMS) return size;
  throw new UserError(
    `${groups} groups of ${width} sums each are too many to resample rows that weigh or belong together`,
    {
      remedy: "Audit an attribute with fewer groups, or fewer classes.",
    },
  );
}

/** Units that are drawn as a whole. `counts` are the sums with each row counted once; null where they are the same. */
export function unitSample(sums: UnitSums, counts: SidesSums | null): Sample {
  const { units, groups, width } = sums;
  const observed: SidesSums = {
    candidate: emptySums(groups, width),
    baseline: sums.baseline === null ? null : emptySums(groups, width),
  };
  fillBoth(observed, sums, new Uint32Array(units).fill(1));
  return {
    observed,
    counts: counts ?? observed,
    isSimple: false,
    resampler: (random, into) => {
      const times = new Uint32Array(units);
      return () => {
        times.fill(0);
        for (let drawn = 0; drawn < units; drawn++) {
          const unit = Math.floor(random.next() * units);
          add(times, unit, 1);
        }
        fillBoth(into, sums, times);
      };
    },
  };
}

function fillBoth(into: SidesSums, sums: UnitSums, times: Uint32Array): void {
  fill(into.candidate, sums.candidate, times);
  if (into.baseline !== null && sums.baseline !== null) fill(into.baseline, sums.baseline, times);
}

function fill(sums: Sums, units: Float64Array, times: Uint32Array): void {
  const { values } = sums;
  sums.fillings++;
  values.fill(0);
  const size = values.length;
  for (let unit = 0; unit < times.length; unit++) {
    const weight = times[unit] ?? 0;
    if (weight === 0) continue;
    const from = unit * size;
    for (let at = 0; at < size; at++) add(values, at, weight * (units[from + at] ?? 0));
  }
}
