import fc from "fast-check";
import { expect, test } from "vitest";
import { collectRows } from "./collect-rows.ts";
import { metricOf, queryOf } from "./testing/queries.ts";

const german = { column: "language", value: "de" };
const query = queryOf(
  metricOf({ name: "clicks", value: "clicks", groups: [german] }),
  metricOf({ name: "speed", measure: "quantile", value: "ms", limits: [10, 20] }),
);
const none = { units: 0, sum: 0, squares: 0, otherSum: 0, otherSquares: 0, products: 0 };

test("rows of windows, groups and variants end up in their cells", async () => {
  const rows = [
    { variant: "new", metric: "exposures", window: 1_000, units: 2, newest: 1_800, newestOutcome: 2_900, outcomes: 3 },
    { variant: "new", metric: "exposures", window: 2_000, units: 1, newest: "1970-01-01T00:00:02.500Z", outcomes: 1 },
    { variant: "old", metric: "exposures", units: 2, newest: null, newestOutcome: 2_100, outcomes: 2 },
    // Clicks of three users of the candidate by hand: 1 and 2, then 4; of two of the baseline: 0 and 3.
    { variant: "new", metric: "clicks", window: 1_000, units: 2, sum: 3, squares: 5, invalid: 1 },
    { variant: "new", metric: "clicks", window: 2_000, units: 1, sum: 4, squares: 16 },
    { variant: "old", metric: "clicks", units: 2, sum: 3, squares: 9 },
    { variant: "new", metric: "clicks", ...german, units: 1, sum: 2, squares: 4 },
    { variant: "new", metric: "speed", units: 2, sum: 40, squares: 1_000, limits: [10, 20], counts: [1, 0, 1] },
    { quality: { events: 12, late: 1, crossover: 2 } },
  ];
  expect(await collectRows(rows, query, "rows")).toEqual({
    units: { candidate: 3, baseline: 2 },
    outcomes: { candidate: 4, baseline: 2 },
    newest: 2_500,
    newestOutcome: 2_900,
    quality: {
      events: 12,
      late: 1,
      duplicate: 0,
      outOfOrder: 0,
      fromTheFuture: 0,
      unknownVariant: 0,
      crossover: 2,
    },
    cells: [
      {
        metric: "clicks",
        group: null,
        arm: "candidate",
        sums: { ...none, units: 3, sum: 7, squares: 21 },
        counts: null,
        invalid: 1,
      },
      {
        metric: "clicks",
        group: null,
        arm: "baseline",
        sums: { ...none, units: 2, sum: 3, squares: 9 },
        counts: null,
        invalid: 0,
      },
      {
        metric: "clicks",
        group: german,
        arm: "candidate",
        sums: { ...none, units: 1, sum: 2, squares: 4 },
        counts: null,
        invalid: 0,
      },
      { metric: "clicks", group: german, arm: "baseline", sums: none, counts: null, invalid: 0 },
      {
        metric: "speed",
        group: null,
        arm: "candidate",
        sums: { ...none, units: 2, sum: 40, squares: 1_000 },
        counts: [1, 0, 1],
        invalid: 0,
      },
      { metric: "speed", group: null, arm: "baseline", sums: none, counts: [0, 0, 0], invalid: 0 },
    ],
  });
});

test("a metric without rows is of no units, not of units that did nothing", async () => {
  const rows = [
    { variant: "new", metric: "exposures", units: 5 },
    { variant: "old", metric: "exposures", units: 4 },
  ];
  const found = await collectRows(rows, query, "rows");
  expect(found.units).toEqual({ candidate: 5, baseline: 4 });
  expect(found.cells.map(({ sums }) => sums.units)).toEqual([0, 0, 0, 0, 0, 0]);
  expect([found.newest, found.newestOutcome]).toEqual([null, null]);
});

test("the second number counts for ratios and for the time before, and is 0 of any other metric", async () => {
  const both = { units: 2, sum: 3, squares: 5, otherSum: 6, otherSquares: 20, products: 10 };
  const asked = queryOf(
    metricOf({ name: "ratio", measure: "ratio", value: "a", per: "b" }),
    metricOf({ name: "adjusted", value: "a", hasBefore: true }),
    metricOf({ name: "plain", value: "a" }),
  );
  const rows = [
    { variant: "new", metric: "exposures", units: 2 },
    ...["ratio", "adjusted", "plain"].map((metric) => ({ variant: "new", metric, ...both })),
  ];
  const { cells } = await collectRows(rows, asked, "rows");
  const candidate = cells.filter(({ arm }) => arm === "candidate").map(({ sums }) => sums);
  expect(candidate).toEqual([both, both, { ...none, units: 2, sum: 3, squares: 5 }]);
});

test("windows that start outside the time asked for are left out", async () => {
  const exposed = (window: number) => ({ variant: "new", metric: "exposures", window, units: 1, newest: window });
  const quality = (window: number) => ({ window, quality: { late: 1 } });
  const times = [999, 1_000, 8_999, 9_000];
  const found = await collectRows([...times.map(exposed), ...times.map(quality)], query, "rows");
  expect(found).toMatchObject({ units: { candidate: 2, baseline: 0 }, newest: 8_999, quality: { late: 2 } });
});

test.each([
  ["newest", "exposure"],
  ["newestOutcome", "outcome"],
] as const)(
  "a %s that is not waited for yet is no newer than the time asked for, and none may be of the future",
  async (field, what) => {
    const rows = (time: number) => [{ variant: "new", metric: "exposures", units: 1, [field]: time }];
    expect((await collectRows(rows(9_100), query, "rows"))[field]).toBe(8_999);
    await expect(collectRows(rows(9_101), query, "rows")).rejects.toThrow(
      `rows, row 1: its newest ${what} is from the future`,
    );
  },
);

test("variants that nobody knows count by their units, once however many rows tell of them", async () => {
  const rows = [
    { variant: "blue", metric: "exposures", units: 3 },
    { variant: "red", metric: "exposures", units: 4 },
    { variant: "blue", metric: "clicks", units: 2, sum: 0, squares: 0 },
  ];
  expect((await collectRows(rows, query, "rows")).quality.unknownVariant).toBe(7);
  const told = [...rows, { quality: { unknownVariant: 9 } }];
  expect((await collectRows(told, query, "rows")).quality.unknownVariant).toBe(9);
});

test("names that objects have of themselves are names like any other", async () => {
  const asked = {
    ...queryOf(metricOf({ name: "__proto__", value: "v", groups: [{ column: "constructor", value: "toString" }] })),
    variants: { candidate: ["constructor"], baseline: ["__proto__"] },
  };
  const rows = [
    { variant: "constructor", metric: "exposures", units: 1 },
    { variant: "__proto__", metric: "exposures", units: 1 },
    { variant: "__proto__", metric: "__proto__", units: 1, sum: 2, squares: 4 },
    {
      variant: "constructor",
      metric: "__proto__",
      column: "constructor",
      value: "toString",
      units: 1,
      sum: 3,
      squares: 9,
    },
  ];
  const { cells } = await collectRows(rows, asked, "rows");
  expect(cells.map(({ sums }) => sums.sum)).toEqual([0, 2, 3, 0]);
});

test("units that are divided among windows in any way and order add up to the same", async () => {
  const unit = fc.record({
    window: fc.integer({ min: 1, max: 8 }),
    arm: fc.constantFrom("new", "old"),
    clicks: fc.nat(50),
  });
  const units = fc.array(unit, { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(units, fc.infiniteStream(fc.nat()), async (all, order) => {
      const rows = ["new", "old"].flatMap((variant) =>
        [1, 2, 3, 4, 5, 6, 7, 8].flatMap((window) => {
          const clicks = all.filter((one) => one.window === window && one.arm === variant).map((one) => one.clicks);
          const row = { variant, window: window * 1_000, units: clicks.length };
          return [
            { ...row, metric: "exposures" },
            { ...row, metric: "clicks", sum: total(clicks), squares: total(clicks.map((one) => one ** 2)) },
          ];
        }),
      );
      const mixed = rows
        .map((row) => ({ row, at: order.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ row }) => row);
      const found = await collectRows(mixed, query, "rows");
      const clicks = all.filter((one) => one.arm === "new").map((one) => one.clicks);
      const sums = { ...none, units: clicks.length, sum: total(clicks), squares: total(clicks.map((one) => one ** 2)) };
      expect(found.cells[0]?.sums).toEqual(sums);
      expect(found.units.candidate + found.units.baseline).toBe(all.length);
    }),
  );
});

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
