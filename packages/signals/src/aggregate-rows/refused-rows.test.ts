import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EventMetric } from "../query.ts";
import { collectRows } from "./collect-rows.ts";
import { metricOf, queryOf } from "./testing/queries.ts";

const exposed = { variant: "new", metric: "exposures", units: 10 };
const row = { variant: "new", metric: "m", units: 10, sum: 5, squares: 5 };

async function refusal(rows: readonly unknown[], metric: Partial<EventMetric> = { value: "v" }): Promise<unknown> {
  const collected = collectRows(rows, queryOf(metricOf(metric)), "rows");
  const error = await collected.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: "UserError" });
  return error;
}

test("a row that is none is refused with its number and what is wrong", async () => {
  expect(await refusal([exposed, { ...row, unit: 3 }])).toMatchObject({
    message: expect.stringMatching(/^rows, row 2 is not valid:\n {2}unit: unknown field; did you mean units\?/),
  });
  const wrong: [unknown, string][] = [
    [null, "rows, row 1"],
    [{ ...row, units: -1 }, "units: -1 was given"],
    [{ ...row, units: 1.5 }, "units: 1.5 was given"],
    [{ ...row, sum: Number.NaN }, "sum: NaN was given"],
    [{ ...row, squares: undefined }, "squares: nothing was given"],
    [{ ...row, column: "language" }, "it must have a value beside its column"],
    [{ ...row, window: "yesterday" }, "it must be a time such as 2026-01-31T12:00:00Z"],
    [{ ...row, variant: "" }, "it must not be empty"],
    [{ ...exposed, sum: 3 }, "sum: unknown field"],
    [{ quality: { lates: 3 } }, "quality.lates: unknown field"],
  ];
  for (const [given, message] of wrong) {
    expect(await refusal([given]), message).toMatchObject({ message: expect.stringContaining(message) });
  }
});

describe("sums that no units can have", () => {
  const rate = { measure: "rate" } as const;
  const ratio = { measure: "ratio", value: "v" } as const;
  const other = { otherSum: 4, otherSquares: 4, products: 2 };
  const quantile = { measure: "quantile", value: "v", limits: [1, 2] } as const;
  const buckets = { limits: [1, 2], counts: [5, 5, 0] };
  test.each<[string, object, Partial<EventMetric>, string]>([
    ["squares below those of equal values", { sum: 20, squares: 39 }, { value: "v" }, "no 10 units have the sum 20"],
    ["negative squares", { sum: 0, squares: -1 }, { value: "v" }, "no 10 units have"],
    ["a sum of no units", { units: 0, sum: 1, squares: 1 }, { value: "v" }, "no 0 units have"],
    ["one unit whose square is another's", { units: 1, sum: 2, squares: 5 }, { value: "v" }, "no 1 units have"],
    ["more events than units", { sum: 11, squares: 11 }, rate, "no 10 units have the sum 11"],
    ["half an event", { sum: 0.5, squares: 0.5 }, rate, "one whole number"],
    ["events that are no zeros and ones", { sum: 2, squares: 4 }, rate, "one whole number"],
    ["half an outcome", { sum: 2.5, squares: 6.25 }, {}, "the sum and the squares must be whole"],
    ["fewer squares than outcomes", { sum: 5, squares: 4 }, {}, "the sum and the squares must be whole"],
    ["a ratio without its second number", {}, ratio, "it has no otherSum"],
    ["no time before", {}, { value: "v", hasBefore: true }, "but m is compared with the time before"],
    ["products beyond their squares", { ...other, products: 50 }, { ...ratio, per: "p" }, "and the products 50"],
    ["half an outcome below", { ...other, otherSum: 3.5 }, ratio, "otherSum and otherSquares must be whole"],
    ["no buckets", {}, quantile, "its limits must be those of m: 2 from 1 to 2"],
    ["other buckets", { ...buckets, limits: [1, 3] }, quantile, "its limits must be those of m"],
    ["a bucket too few", { ...buckets, counts: [5, 5] }, quantile, "it must have 3 counts"],
    ["units in no bucket", { ...buckets, counts: [5, 4, 0] }, quantile, "its counts are of 9 units, but it has 10"],
  ])("%s", async (_, given, metric, message) => {
    expect(await refusal([exposed, { ...row, ...given }], metric)).toMatchObject({
      message: expect.stringMatching(`^rows, row 2: .*${message}`),
    });
  });
});

test("nothing is added twice", async () => {
  const again = "rows, row 3: a row of the same variant, metric, group and window is there";
  const mixed = "rows, row 3: of the same variant, metric and group there are rows with a window and without";
  const windowed = { ...row, window: 2_000 };
  expect(await refusal([exposed, row, row])).toMatchObject({ message: again });
  expect(await refusal([exposed, windowed, { ...windowed, window: "1970-01-01T00:00:02Z" }])).toMatchObject({
    message: again,
  });
  expect(await refusal([exposed, windowed, row])).toMatchObject({ message: mixed });
  expect(await refusal([exposed, row, windowed])).toMatchObject({ message: mixed });
  expect(await refusal([{ quality: {} }, exposed, { quality: {} }])).toMatchObject({ message: again });
});

test("a metric is of all units that were exposed, no more and no fewer", async () => {
  expect(await refusal([row])).toMatchObject({
    message: "rows: m is of 10 units of the candidate, but 0 were exposed",
    remedy: 'Tell the units of each version in a row with the metric "exposures".',
  });
  expect(await refusal([{ ...exposed, units: 11 }, row])).toMatchObject({
    message: "rows: m is of 10 units of the candidate, but 11 were exposed",
    remedy: "Count every exposed unit, with a 0 where it has no outcome.",
  });
});

test("a unit is in one group of a column", async () => {
  const groups = ["de", "en"].map((value) => ({ column: "language", value }));
  const rows = groups.map((group) => ({ ...row, ...group, units: 6 }));
  expect(await refusal([exposed, row, ...rows], { value: "v", groups })).toMatchObject({
    message: 'rows: m in the groups of "language" is of 12 units of the candidate, but 10 were exposed',
  });
});

test("the units of a version under two of its names are not twice as many", async () => {
  const query = { ...queryOf(), variants: { candidate: ["new", "candidate"], baseline: ["old"] } };
  await expect(collectRows([exposed, { ...exposed, variant: "candidate" }], query, "rows")).rejects.toThrow(
    "rows, row 2: a row of the same variant",
  );
});

test("what adds up to more than a number can hold is refused", async () => {
  const many = { ...exposed, units: Number.MAX_SAFE_INTEGER };
  const message = "add up to more than a number can hold";
  expect(
    await refusal([
      { ...many, window: 2_000 },
      { ...many, window: 3_000 },
    ]),
  ).toMatchObject({
    message: expect.stringContaining(message),
  });
  const far = { ...row, units: 5, sum: 0, squares: 1.7e308 };
  expect(await refusal([exposed, { ...far, window: 2_000 }, { ...far, window: 3_000 }])).toMatchObject({
    message: expect.stringContaining(message),
  });
});

test("a metric of a name that rows keep for themselves is refused before any row", async () => {
  expect(await refusal([], { name: "exposures" })).toMatchObject({
    message: expect.stringContaining("must not be called exposures"),
  });
});

test("whatever comes as rows is collected or refused as bad input", async () => {
  const field = fc.constantFrom("variant", "metric", "units", "sum", "squares", "window", "quality", "column", "value");
  const value = fc.oneof(fc.constantFrom("new", "m", "exposures", 0, 1, 2_000, {}), fc.anything());
  const given = fc.oneof(fc.anything(), fc.dictionary(field, value));
  await fc.assert(
    fc.asyncProperty(fc.array(given, { maxLength: 5 }), async (rows) => {
      const collected = collectRows(rows, queryOf(metricOf({ value: "v" })), "rows");
      const outcome = await collected.then(
        () => "collected",
        (error: unknown) => (error instanceof Error ? error.name : error),
      );
      expect(["collected", "UserError"]).toContain(outcome);
    }),
  );
});
