import { type Bucket, createRandom, quantileDifference, type Ranked, rankedBuckets, seedFrom } from "@airworthy/stats";
import { logNormal } from "./draws.ts";
import { SEQUENCE } from "./rules.ts";
import { type Characteristics, characteristicsOf, firstAlarms } from "./simulate.ts";
import { LOOKS } from "./worlds.ts";

const UNITS_A_LOOK = 100;
/** Limits of a histogram of times: each a tenth above the one before, as many as hold all but one of 10^6. */
const LIMITS = Array.from({ length: 100 }, (_, index) => 0.01 * 1.1 ** index);
const QUANTILE = 0.95;
/** How many times as slow the candidate is where it is slower. */
const SLOWER = 1.5;

/** Rollouts judged by the p95 of lognormal times, from histograms; `share` of the units are the candidate's. */
export function simulateQuantiles(share: number, rollouts: number): Characteristics {
  const alarms = [1, SLOWER].map((factor) =>
    Array.from({ length: rollouts }, (_, rollout) => {
      const seed = seedFrom(0, "quantiles", String(share), String(factor), String(rollout));
      return alarmsOf(share, factor, seed);
    }),
  );
  return characteristicsOf({ name: "quantile sequence of p95", isOurs: true }, alarms[0] ?? [], alarms[1] ?? []);
}

function alarmsOf(share: number, factor: number, seed: number): readonly number[] {
  const random = createRandom(seed);
  const candidate = histogram();
  const baseline = histogram();
  const units = Math.round(UNITS_A_LOOK * share);
  return firstAlarms(
    Array.from({ length: LOOKS }, () => {
      for (let unit = 0; unit < UNITS_A_LOOK; unit++) {
        if (unit < units) candidate.add(factor * logNormal(random));
        else baseline.add(logNormal(random));
      }
      const { low, high } = quantileDifference(candidate.ranked(), baseline.ranked(), QUANTILE, SEQUENCE);
      return low > 0 || high < 0;
    }),
  );
}

function histogram(): { add(value: number): void; ranked(): Ranked } {
  const counts = new Float64Array(LIMITS.length + 1);
  return {
    add(value) {
      const place = LIMITS.findIndex((limit) => value <= limit);
      const bucket = place < 0 ? LIMITS.length : place;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    },
    ranked() {
      let countAtMost = 0;
      const buckets: Bucket[] = LIMITS.map((limit, place) => {
        countAtMost += counts[place] ?? 0;
        return { limit, countAtMost };
      });
      return rankedBuckets(buckets, countAtMost + (counts[LIMITS.length] ?? 0));
    },
  };
}
