import { tmpdir } from "node:os";
import type { EventMetric, SignalQuery } from "@airworthy/signals";
import { describe, expect, test } from "vitest";
import { openDuckDb } from "./engines/duckdb.ts";
import { sqlSource } from "./sql-source.ts";

const COUNT: EventMetric = {
  name: "clicks",
  event: null,
  measure: "mean",
  value: "v",
  per: null,
  limits: null,
  hasBefore: false,
  groups: [],
};

/** From 1,000 ms on until 2,000 ms, told at 2,500 ms, of rows such as (1000, 'ann', 'new') and (1500, 'ann', 2). */
function queryOf(exposures: string, outcomes: string, metrics: readonly EventMetric[] = [COUNT]): SignalQuery {
  const none = { id: null, received: null };
  return {
    flag: "f",
    version: null,
    variants: { candidate: ["new"], baseline: ["old"] },
    times: { from: 1_000, preFrom: 1_000, preUntil: 1_000, until: 2_000, now: 2_500, skew: 0, wait: 500, within: null },
    exposures: {
      table: exposures,
      columns: { ...none, time: "at", unit: "who", flag: null, variant: "variant", version: null },
    },
    segment: null,
    excluded: [],
    outcomes: { table: outcomes, columns: { ...none, time: "at", unit: "who", event: null } },
    metrics,
  };
}

function done(values: string, type = "DOUBLE"): string {
  return `(SELECT "at", who, CAST(v AS ${type}) AS v FROM (VALUES ${values}) AS t("at", who, v))`;
}

function exposed(values: string): string {
  return `(SELECT * FROM (VALUES ${values}) AS t("at", who, variant))`;
}

async function collect(query: SignalQuery) {
  return sqlSource(openDuckDb(null, tmpdir()), "sources.lake").collect(query);
}

test("sums are of units, by hand: ann has 2 and 3, bob nothing, cy 4", async () => {
  const outcomes = done("(1500, 'ann', 2), (1600, 'ann', 3), (1500, 'cy', 4), (1500, 'nobody', 9)");
  const found = await collect(
    queryOf(exposed("(1000, 'ann', 'new'), (1100, 'bob', 'new'), (1200, 'cy', 'old')"), outcomes),
  );
  const none = { otherSum: 0, otherSquares: 0, products: 0 };
  expect(found).toEqual({
    units: { candidate: 2, baseline: 1 },
    outcomes: { candidate: 2, baseline: 1 },
    newest: 1_200,
    newestOutcome: 1_600,
    quality: { events: 7, late: 0, duplicate: 0, outOfOrder: 0, fromTheFuture: 0, unknownVariant: 0, crossover: 0 },
    cells: [
      {
        metric: "clicks",
        group: null,
        arm: "candidate",
        sums: { units: 2, sum: 5, squares: 25, ...none },
        counts: null,
        invalid: 0,
      },
      {
        metric: "clicks",
        group: null,
        arm: "baseline",
        sums: { units: 1, sum: 4, squares: 16, ...none },
        counts: null,
        invalid: 0,
      },
    ],
  });
});

test("tables without rows are zeros, not missing cells", async () => {
  const nobody = `(SELECT 1 AS "at", 'a' AS who, 'new' AS variant, 1.0 AS v WHERE false)`;
  const limits = { ...COUNT, measure: "quantile" as const, limits: [1, 2], groups: [{ column: "who", value: "a" }] };
  const found = await collect(queryOf(nobody, nobody, [COUNT, limits]));
  expect(found.units).toEqual({ candidate: 0, baseline: 0 });
  expect([found.newest, found.newestOutcome]).toEqual([null, null]);
  expect(found.cells).toHaveLength(6);
  for (const { sums, invalid } of found.cells)
    expect([sums.units, sums.sum, sums.squares, invalid]).toEqual([0, 0, 0, 0]);
  expect(found.cells.map(({ counts }) => counts)).toEqual([null, null, ...Array.from({ length: 4 }, () => [0, 0, 0])]);
});

test("the newest outcome is one that counts, though its unit may not yet: not before, beyond or without an exposure", async () => {
  const exposures = exposed("(1900, 'ann', 'new'), (1100, 'bob', 'old'), (1200, 'cy', 'old'), (1200, 'cy', 'new')");
  const outcomes = done("(1899, 'ann', 1), (1250, 'bob', 1), (1300, 'bob', 1), (1390, 'cy', 1), (1960, 'nobody', 1)");
  const query = queryOf(exposures, outcomes);
  const within = { ...query, times: { ...query.times, within: 200 } };
  expect(await collect(within)).toMatchObject({ outcomes: { candidate: 0, baseline: 1 }, newestOutcome: 1_250 });
  const later = { ...within, outcomes: { ...within.outcomes, table: outcomes.replace("1899", "1901") } };
  expect(await collect(later)).toMatchObject({ units: { candidate: 0, baseline: 1 }, newestOutcome: 1_901 });
});

test.each(["TIMESTAMP_NS", "TIMESTAMP", "TIMESTAMPTZ"])(
  "of %s what is finer than a millisecond is cut off",
  async (type) => {
    const at = (text: string) => `CAST('1970-01-01 00:00:${text}' AS ${type})`;
    const table = exposed(
      `(${at("01.999999")}, 'ann', 'new'), (${at("00.999999")}, 'early', 'new'), (${at("02.500999")}, 'soon', 'old')`,
    );
    // 2.500999 s is 2,500 ms: not after now, and not waited for yet.
    const found = await collect(queryOf(table, done("(1500, 'ann', 1)")));
    expect(found).toMatchObject({
      newest: 1_999,
      units: { candidate: 1, baseline: 0 },
      quality: { events: 2, fromTheFuture: 0 },
    });
  },
);

test("values that are no finite numbers are counted, and nothing else is made of them", async () => {
  const outcomes = done(
    "(1500, 'ann', 'NaN'), (1500, 'ann', 'inf'), (1500, 'ann', NULL), (1500, 'ann', 'two'), (1500, 'ann', '2')",
    "VARCHAR",
  );
  const { cells } = await collect(queryOf(exposed("(1000, 'ann', 'new')"), outcomes));
  expect(cells[0]).toMatchObject({ invalid: 4, sums: { units: 1, sum: 2, squares: 4 } });
});

describe("refused, by the source's name", () => {
  const ann = exposed("(1000, 'ann', 'new')");
  const click = done("(1500, 'ann', 1)");
  test.each([
    ["an event of nobody", exposed("(1000, NULL, 'new')"), click, "sources.lake: 1 event has no unit or no time"],
    [
      "events without a time",
      ann,
      done("(CAST(NULL AS BIGINT), 'ann', 1), (NULL, 'bob', 1)"),
      "sources.lake: 2 events have no unit or no time",
    ],
    [
      "texts for times",
      exposed("('1000', 'ann', 'new')"),
      click,
      'sources.lake: the column "at" is of type "VARCHAR", which holds no times',
    ],
    ["a table that goes on", `${ann}; DROP TABLE x`, click, "sources.lake: the table"],
    [
      "a table that is not there",
      "missing",
      click,
      "sources.lake: Catalog Error: Table with name missing does not exist",
    ],
    [
      "sums beyond a double",
      ann,
      done("(1500, 'ann', 1e308), (1600, 'ann', 1e308)"),
      "the answer of sources.lake is not valid",
    ],
  ])("%s", async (_, exposures, outcomes, message) => {
    await expect(collect(queryOf(exposures, outcomes))).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining(message),
    });
  });

  test("no table at all", async () => {
    const query = queryOf(ann, click);
    const without = { ...query, outcomes: { ...query.outcomes, table: null } };
    await expect(collect(without)).rejects.toThrow("sources.lake: no table of outcomes is given");
  });
});
