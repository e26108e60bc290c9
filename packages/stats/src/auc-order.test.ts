import fc from "fast-check";
import { expect, test } from "vitest";
import { orderScores } from "./auc-order.ts";
import { createRandom } from "./random.ts";

const score = fc.oneof(
  fc.constantFrom(0, -0, 0.5, 1, -1, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, -Number.MIN_VALUE),
  fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.double({ noNaN: true }),
);

test("few scores come in rising order, equal ones in the order of their rows", () => {
  fc.assert(
    fc.property(fc.array(score, { maxLength: 50 }), (values) => {
      const { rows } = orderScores(Float64Array.from(values));
      const sorted = values.map((value, row) => [value, row] as const).sort(([a, i], [b, j]) => compare(a, b) || i - j);
      expect([...rows]).toEqual(sorted.map(([, row]) => row));
    }),
  );
});

test("thousands of scores of any sign and size come in rising order, each row once", () => {
  fc.assert(
    fc.property(fc.array(score, { minLength: 1, maxLength: 40 }), fc.integer(), (few, seed) => {
      const random = createRandom(seed);
      const scores = Float64Array.from({ length: 1500 }, (_, row) =>
        row % 2 === 0 ? (few[random.integer(few.length)] ?? 0) : (random.next() - 0.5) * 10 ** random.integer(300),
      );
      const { rows } = orderScores(scores);
      expect(new Set(rows).size).toBe(scores.length);
      for (let place = 1; place < rows.length; place++) {
        expect((scores[rows[place - 1] ?? 0] ?? 0) <= (scores[rows[place] ?? 0] ?? 0)).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

test("a tie ends where the score rises, and 0 and -0 tie", () => {
  const { rows, endsTie } = orderScores(Float64Array.of(0, 2, -0, -1, 2));
  expect([...rows]).toEqual([3, 0, 2, 1, 4]);
  expect([...endsTie]).toEqual([1, 0, 1, 0, 1]);
});

test("a part of a larger buffer is sorted on its own", () => {
  const all = Float64Array.from({ length: 3000 }, (_, index) => (index * 7919) % 3000);
  const { rows } = orderScores(all.subarray(1000, 2500));
  expect(all[1000 + (rows[0] ?? 0)]).toBe(Math.min(...all.subarray(1000, 2500)));
});

test("NaN is refused, among few scores and many", () => {
  for (const length of [3, 5000]) {
    const scores = new Float64Array(length);
    scores[1] = Number.NaN;
    expect(() => orderScores(scores)).toThrow(RangeError);
  }
});

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
