import fc from "fast-check";
import { expect, test } from "vitest";
import { pairedDifference } from "./paired-difference.ts";

test("without correlation it squares and adds the two Wilson intervals", () => {
  // By hand: Wilson of 50 in 100 is 0.5 -+ 0.0961685, and sqrt(2) times that is 0.136003.
  const { estimate, low, high } = pairedDifference(
    { newFailures: 25, fixed: 25, stillFailing: 25, stillPassing: 25 },
    0.95,
  );
  expect(estimate).toBe(0);
  expect(low).toBeCloseTo(-0.136003, 6);
  expect(high).toBeCloseTo(0.136003, 6);
});

test("correlation narrows it: by hand, with phi = (ad - bc - n/2) / sqrt of the margins' product", () => {
  // a = 40, b = 10, c = 10, d = 40: phi = (1600 - 100 - 50) / 2500 = 0.58; 0.0961685 * sqrt(2 - 2 * 0.58) = 0.088140.
  const { low, high } = pairedDifference({ newFailures: 10, fixed: 10, stillFailing: 40, stillPassing: 40 }, 0.95);
  expect(low).toBeCloseTo(-0.08814, 5);
  expect(high).toBeCloseTo(0.08814, 5);
});

test("of no cases nothing is known", () => {
  expect(pairedDifference({ newFailures: 0, fixed: 0, stillFailing: 0, stillPassing: 0 }, 0.95)).toEqual({
    estimate: 0,
    low: -1,
    high: 1,
  });
});

const counts = fc.record({
  newFailures: fc.nat(500),
  fixed: fc.nat(500),
  stillFailing: fc.nat(500),
  stillPassing: fc.nat(500),
});

test("it holds its estimate, stays in [-1, 1], and turns around when the models change places", () => {
  fc.assert(
    fc.property(counts, (pairs) => {
      const { estimate, low, high } = pairedDifference(pairs, 0.95);
      expect(low).toBeGreaterThanOrEqual(-1);
      expect(low).toBeLessThanOrEqual(estimate + 1e-12);
      expect(high).toBeGreaterThanOrEqual(estimate - 1e-12);
      expect(high).toBeLessThanOrEqual(1);
      const turned = pairedDifference({ ...pairs, newFailures: pairs.fixed, fixed: pairs.newFailures }, 0.95);
      expect(turned.low).toBeCloseTo(-high, 9);
      expect(turned.high).toBeCloseTo(-low, 9);
    }),
  );
});
