import { createRandom, seedFrom } from "@airworthy/stats";

/** In seconds. */
export const SCRAPE = 30;
export const WINDOW = 300;
/** 31 January 2026, 10:00 UTC, in seconds. */
export const START = 1_769_853_600;
export const WINDOWS = 40;

/** The windows in which nobody scraped, the one without any request, and the one in which an instance was started anew. */
export const GAP: readonly number[] = [20, 21];
export const QUIET = 10;
const RESTARTED = 30;

export const VERSIONS = ["candidate", "stable"] as const;
export const INSTANCES = ["a", "b"] as const;
/** The histogram's limits in seconds; the last bucket has none. */
export const LIMITS = ["0.1", "0.5", "1", "+Inf"] as const;

/** Requests a second, constant within a window, so that a rate over the window is known by hand. */
export interface WindowRates {
  readonly window: number;
  readonly version: (typeof VERSIONS)[number];
  readonly instance: (typeof INSTANCES)[number];
  readonly errors: number;
  /** By bucket, each without those below. */
  readonly buckets: readonly number[];
}

/** What each instance of each version did in each window; whole numbers drawn from a seed. */
export function ratesOf(seed: number): WindowRates[] {
  return Array.from({ length: WINDOWS }, (_, window) => window).flatMap((window) =>
    VERSIONS.flatMap((version) =>
      INSTANCES.map((instance) => {
        const random = createRandom(seedFrom(seed, version, instance, String(window)));
        const buckets = LIMITS.map(() => (window === QUIET ? 0 : 1 + random.integer(20)));
        return { window, version, instance, errors: window === QUIET ? 0 : random.integer(3), buckets };
      }),
    ),
  );
}

/** The same as scraped counters and a histogram, in the text form of OpenMetrics that promtool makes blocks of. */
export function openMetricsOf(rates: readonly WindowRates[]): string {
  const errors: string[] = [];
  const buckets: string[] = [];
  const counts: string[] = [];
  for (const version of VERSIONS) {
    for (const instance of INSTANCES) {
      const mine = rates.filter((one) => one.version === version && one.instance === instance);
      for (const { time, errorsTotal, bucketTotals } of scrapesOf(mine)) {
        const labels = `version="${version}",instance="${instance}"`;
        errors.push(`model_errors_total{${labels}} ${errorsTotal} ${time}`);
        for (const [index, limit] of LIMITS.entries()) {
          buckets.push(`model_seconds_bucket{${labels},le="${limit}"} ${bucketTotals[index]} ${time}`);
        }
        counts.push(`model_requests_total{${labels}} ${bucketTotals.at(-1)} ${time}`);
      }
    }
  }
  const families = [
    ["# TYPE model_errors counter", ...errors],
    ["# TYPE model_seconds histogram", ...buckets],
    ["# TYPE model_requests counter", ...counts],
  ];
  return `${families.flat().join("\n")}\n# EOF\n`;
}

interface Scrape {
  readonly time: number;
  readonly errorsTotal: number;
  /** Each with those below. */
  readonly bucketTotals: readonly number[];
}

function scrapesOf(rates: readonly WindowRates[]): Scrape[] {
  let errorsTotal = 1_000_000;
  let totals = LIMITS.map((_, index) => 1_000_000 * (index + 1));
  const scrapes: Scrape[] = [{ time: START, errorsTotal, bucketTotals: totals }];
  for (const { window, instance, errors, buckets } of rates) {
    if (window === RESTARTED && instance === "a") {
      errorsTotal = 0;
      totals = LIMITS.map(() => 0);
    }
    for (let time = SCRAPE; time <= WINDOW; time += SCRAPE) {
      errorsTotal += errors * SCRAPE;
      totals = totals.map((total, index) => total + sum(buckets.slice(0, index + 1)) * SCRAPE);
      if (!GAP.includes(window))
        scrapes.push({ time: START + window * WINDOW + time, errorsTotal, bucketTotals: totals });
    }
  }
  return scrapes;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
