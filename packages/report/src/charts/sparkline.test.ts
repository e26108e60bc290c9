import fc from "fast-check";
import { expect, test } from "vitest";
import { sparkline } from "./sparkline.ts";

test("the least value is the lowest block, the largest the highest, others in eighths between them", () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe("▁▂▃▄▅▆▇█");
  // (0.76 − 0.71) / (0.81 − 0.71) is half of seven steps, and halves go up.
  expect(sparkline([0.71, 0.76, 0.81])).toBe("▁▅█");
  expect(sparkline([-3, -1])).toBe("▁█");
});

test("what has no value is a gap, not a zero", () => {
  expect(sparkline([1, null, 3, Number.NaN, Number.POSITIVE_INFINITY, 2])).toBe("▁·█··▅");
  expect(sparkline([null, null])).toBe("··");
  expect(sparkline([])).toBe("");
});

test("values that are alike, or differ by noise alone, are flat in the middle", () => {
  expect(sparkline([5, 5, 5])).toBe("▄▄▄");
  expect(sparkline([0, -0])).toBe("▄▄");
  expect(sparkline([0.1 + 0.2, 0.3])).toBe("▄▄");
});

test("of more values than there is width for the last are shown", () => {
  expect(sparkline([9, 0, 1, 2], 3)).toBe("▁▅█");
  expect(sparkline([1, 2], 0)).toBe("");
  expect(sparkline([1, 2], 10)).toBe("▁█");
});

test("the ends of all numbers are told apart", () => {
  expect(sparkline([-Number.MAX_VALUE, 0, Number.MAX_VALUE])).toBe("▁▅█");
  expect(sparkline([Number.MIN_VALUE * 4, 0])).toBe("█▁");
});

test("whatever the values: a block each, none lower than that of a smaller value", () => {
  const blocks = "▁▂▃▄▅▆▇█";
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.double()), { maxLength: 12 }),
      fc.integer({ min: 0, max: 15 }),
      (values, width) => {
        const shown = values.slice(Math.max(0, values.length - width));
        const drawn = [...sparkline(values, width)];
        expect(drawn).toHaveLength(shown.length);
        const levels = shown.flatMap((value, index) =>
          value === null || !Number.isFinite(value) ? [] : [[value, blocks.indexOf(drawn[index] ?? "")] as const],
        );
        for (const [value, level] of levels) {
          expect(level).toBeGreaterThanOrEqual(0);
          for (const [other, beside] of levels) if (other > value) expect(beside).toBeGreaterThanOrEqual(level);
        }
        expect(drawn.filter((character) => character === "·")).toHaveLength(shown.length - levels.length);
      },
    ),
    { numRuns: 1_000 },
  );
});
