import fc from "fast-check";
import { expect, test } from "vitest";
import { oneSeries } from "./answer.ts";

const WINDOWS = { start: 0, length: 1_000, count: 3 };

test("whatever a server answers is one series of as many windows, none, or refused as bad input", () => {
  const value = fc.oneof(fc.anything(), fc.constantFrom([1, "1"], [2, "NaN"], [3, "1e400"], [4, "1"], [1.0001, "2"]));
  const result = fc.record({
    metric: fc.dictionary(fc.string(), fc.string()),
    values: fc.array(value, { maxLength: 4 }),
  });
  const data = fc.record({ resultType: fc.constant("matrix"), result: fc.array(result, { maxLength: 2 }) });
  const answer = fc.oneof(fc.anything(), fc.record({ status: fc.constant("success"), data }));
  fc.assert(
    fc.property(answer, (given) => {
      try {
        const series = oneSeries(given, WINDOWS, "x");
        if (series === null) return;
        expect(series.values).toHaveLength(3);
        expect(series.values.every((number) => number === null || Number.isFinite(number))).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ name: "UserError" });
      }
    }),
  );
});

test("labels tell a series apart whatever order they come in", () => {
  const labels = (metric: object) =>
    oneSeries({ status: "success", data: { resultType: "matrix", result: [{ metric, values: [] }] } }, WINDOWS, "x")
      ?.labels;
  expect(labels({ b: 'q"', a: "1" })).toBe('{a="1", b="q\\""}');
  expect(labels({ a: "1", b: 'q"' })).toBe(labels({ b: 'q"', a: "1" }));
});

test("moments are as precise as a millisecond, however fractions are written", () => {
  // 1769853600.123 s is no binary fraction: 1769853600123 ms by hand.
  const windows = { start: 1_769_853_599_123, length: 1_000, count: 1 };
  const values = [[1_769_853_600.123, "5"]];
  const answer = { status: "success", data: { resultType: "matrix", result: [{ metric: {}, values }] } };
  expect(oneSeries(answer, windows, "x")?.values).toEqual([5]);
});
