import type { Series, SeriesQuery } from "@airworthy/signals";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prometheusSource } from "../../packages/data/src/prometheus/prometheus-source.ts";
import { conforms, createTally } from "../harness/conforms.ts";
import { programVersion } from "../harness/peer-versions.ts";
import {
  GAP,
  openMetricsOf,
  QUIET,
  ratesOf,
  START,
  sum,
  VERSIONS,
  WINDOW,
  WINDOWS,
  type WindowRates,
} from "./canary-servers/metrics-history.ts";
import { startPrometheus } from "./canary-servers/start-prometheus.ts";

const RATES = ratesOf(9);

const compared = createTally();
let server: Awaited<ReturnType<typeof startPrometheus>>;

beforeAll(async () => {
  server = await startPrometheus(openMetricsOf(RATES));
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

/** Counts the windows that a test compared. */
async function agrees(claim: string): Promise<void> {
  const version = await programVersion("prometheus");
  conforms({ area: "Canary analysis", claim, peer: "Prometheus", version, ...compared.take() });
}

/** `query` with the version in place of $variant. */
async function series(query: string, asked: Partial<SeriesQuery> = {}): Promise<Series> {
  const queryOf = (version: string) => query.replaceAll("$variant", version);
  return await prometheusSource({ url: server.url, token: null }, "prometheus").series({
    metric: "asked",
    queries: { candidate: queryOf("candidate"), baseline: queryOf("stable") },
    from: START * 1_000 - 1,
    until: (START + WINDOWS * WINDOW) * 1_000,
    window: WINDOW * 1_000,
    ...asked,
  });
}

/** Holds each window of both versions against hand arithmetic on the rates of their instances; null where it is missing. */
function expectEach({ windows }: Series, byHand: (mine: readonly WindowRates[]) => number | null): void {
  expect(windows.map(({ start }) => start)).toEqual(
    RATES_BY_WINDOW.map((_, index) => (START + index * WINDOW) * 1_000),
  );
  for (const [index, window] of windows.entries()) {
    const [candidate, stable] = VERSIONS.map((version) => {
      const mine = (RATES_BY_WINDOW[index] ?? []).filter((one) => one.version === version);
      return GAP.includes(index) ? null : byHand(mine);
    });
    expectNear(window.candidate, candidate, `candidate, window ${index}`);
    expectNear(window.baseline, stable, `baseline, window ${index}`);
    compared.add();
  }
}

const RATES_BY_WINDOW = Array.from({ length: WINDOWS }, (_, window) => RATES.filter((one) => one.window === window));

/** Rates are divisions: they are the same but for the last digits. */
function expectNear(given: number | null, expected: number | null | undefined, what: string): void {
  if (typeof expected !== "number") expect(given, what).toBeNull();
  else expect(given, what).toBeCloseTo(expected, 9);
}

const requests = (mine: readonly WindowRates[]) => sum(mine.flatMap(({ buckets }) => buckets));

test("rates of counters are those of the windows, over restarts of an instance", async () => {
  const errors = await series('sum(rate(model_errors_total{version="$variant"}[5m]))');
  expectEach(errors, (mine) => sum(mine.map((one) => one.errors)));
  const all = await series('sum(rate(model_requests_total{version="$variant"}[5m]))');
  expectEach(all, requests);
  await agrees("rates of counters by window, over restarts and gaps");
});

test("a share of nothing is missing, not 0", async () => {
  const share = await series(
    'sum(rate(model_errors_total{version="$variant"}[5m])) / sum(rate(model_requests_total{version="$variant"}[5m]))',
  );
  expect(share.windows[QUIET]).toMatchObject({ candidate: null, baseline: null });
  expectEach(share, (mine) => (requests(mine) === 0 ? null : sum(mine.map((one) => one.errors)) / requests(mine)));
  await agrees("shares by window, of nothing too");
});

test("a quantile of a histogram is on the line between its bucket's limits", async () => {
  const median = await series(
    'histogram_quantile(0.5, sum by (le) (rate(model_seconds_bucket{version="$variant"}[5m])))',
  );
  expectEach(median, (mine) => {
    const buckets = [0, 1, 2, 3].map((index) => sum(mine.map((one) => one.buckets[index] ?? Number.NaN)));
    const rank = sum(buckets) / 2;
    if (rank === 0) return null;
    const [limits, reached] = [[0, 0.1, 0.5, 1], buckets.map((_, index) => sum(buckets.slice(0, index + 1)))];
    const bucket = reached.findIndex((count) => count >= rank);
    // Of what is above all limits, only the largest limit is known.
    const [low = Number.NaN, high = 1] = [limits[bucket], limits[bucket + 1]];
    const below = reached[bucket - 1] ?? 0;
    return bucket === 3 ? 1 : low + ((high - low) * (rank - below)) / (buckets[bucket] ?? Number.NaN);
  });
  await agrees("quantiles of histograms by window");
});

test("more windows than the server gives at once come in parts", async () => {
  const until = (START + 11_500) * 1_000;
  const { windows } = await series('count(model_requests_total{version="$variant"}) or vector(0)', {
    until,
    window: 1_000,
  });
  expect(windows).toHaveLength(11_500);
  // Two instances, but for the gap, of which the first five minutes still see the last scrape.
  const gap = GAP.map((window) => window * WINDOW);
  for (const { start, candidate } of windows) {
    const end = start / 1_000 + 1 - START;
    const isSeen = end < (gap[0] ?? 0) + WINDOW || end >= (gap[1] ?? 0) + WINDOW + 30;
    if (Math.abs(end - ((gap[0] ?? 0) + WINDOW)) > 1) expect(candidate, `second ${end}`).toBe(isSeen ? 2 : 0);
  }
});

test("the server's own words say what is wrong with a query", async () => {
  await expect(series("sum(rate(")).rejects.toThrow(
    /^prometheus: .*answered 400: .*parse error: unclosed left parenthesis/,
  );
  await expect(series('rate(model_requests_total{version="$variant"}[5m])')).rejects.toThrow(
    /the candidate has 2 series, such as \{instance="a", version="candidate"\} and \{instance="b", .*; one is allowed$/,
  );
  await expect(series('model_requests_total{version="no $variant"}')).rejects.toThrow("the candidate has no series");
});
