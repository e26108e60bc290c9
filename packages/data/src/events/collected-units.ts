import { ARMS, type ArmName, type Collected, type SignalQuery } from "@airworthy/signals";
import { CellSums } from "./cell-sums.ts";
import type { Tally } from "./tally.ts";
import { ARMS_SEEN, FIRST, LATEST_COUNTED, OUTCOMES } from "./unit-layout.ts";
import type { Units } from "./units.ts";

/** By the bits of the versions that a unit saw, one at least. */
const ARM_OF_BITS = [-1, 0, 1, -1] as const;
const BOTH = 0b11;

/** Adds the units up: what is answered to the query. */
export function collectedUnits({ times }: SignalQuery, units: Units, tally: Tally): Collected {
  const { groups, metrics: places } = units.layout;
  const sums = places.flatMap((place) =>
    [null, ...place.metric.groups].flatMap((group) => ARMS.map((_, arm) => new CellSums(place, group, arm, groups))),
  );
  const lastFirst = times.within === null ? Number.POSITIVE_INFINITY : times.until - times.within;
  const { table } = units;
  const counted = [0, 0];
  const outcomes = [0, 0];
  let crossover = 0;
  let newestOutcome = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < table.size * table.stride; row += table.stride) {
    const bits = table.words[2 * row + ARMS_SEEN] ?? 0;
    if (bits === BOTH) crossover++;
    const arm = ARM_OF_BITS[bits] ?? -1;
    if (arm < 0) continue;
    newestOutcome = Math.max(newestOutcome, table.numbers[row + LATEST_COUNTED] ?? newestOutcome);
    if ((table.numbers[row + FIRST] ?? 0) > lastFirst) continue;
    counted[arm] = (counted[arm] ?? 0) + 1;
    outcomes[arm] = (outcomes[arm] ?? 0) + (table.words[2 * row + OUTCOMES] ?? 0);
    for (const sum of sums) sum.add(units, row, arm);
  }
  return {
    units: byArm(counted),
    outcomes: byArm(outcomes),
    newest: tally.newest,
    newestOutcome: Number.isFinite(newestOutcome) ? newestOutcome : null,
    quality: tally.quality(crossover),
    cells: sums.map((sum) => sum.finish()),
  };
}

function byArm(counts: readonly number[]): Record<ArmName, number> {
  const [candidate = 0, baseline = 0] = counts;
  return { candidate, baseline };
}
