import fc from "fast-check";
import { expect, test } from "vitest";
import { type AlphaClass, splitAlpha } from "./alpha-split.ts";

test("classes share by weight, guardrails within them, and safety has its own", () => {
  const classes: AlphaClass[] = [
    { ownAlpha: null, weight: 3, guardrails: [1, 1] },
    { ownAlpha: 0.01, weight: 0, guardrails: [2, 3] },
    { ownAlpha: null, weight: 1, guardrails: [5] },
    { ownAlpha: null, weight: 7, guardrails: [] },
  ];
  // 0.04 · 3/4 in halves, 0.01 as 2 to 3, 0.04 · 1/4.
  const [quality, safety, cost, none] = splitAlpha(0.04, classes);
  expect(quality).toEqual([0.015, 0.015]);
  expect(safety?.[0]).toBeCloseTo(0.004, 15);
  expect(safety?.[1]).toBeCloseTo(0.006, 15);
  expect(cost).toEqual([0.01]);
  expect(none).toEqual([]);
});

test("what is shared adds up to alpha", () => {
  const weight = fc.integer({ min: 1, max: 1_000 });
  const shared = fc.record({
    ownAlpha: fc.constant(null),
    weight,
    guardrails: fc.array(weight, { minLength: 1, maxLength: 8 }),
  });
  fc.assert(
    fc.property(fc.array(shared, { minLength: 1, maxLength: 8 }), (classes) => {
      const total = splitAlpha(0.05, classes)
        .flat()
        .reduce((sum, alpha) => sum + alpha, 0);
      expect(total).toBeCloseTo(0.05, 12);
    }),
  );
});

test("nothing is shared where every class has its own, or there is none", () => {
  expect(splitAlpha(0.05, [{ ownAlpha: 0.01, weight: 0, guardrails: [1] }])).toEqual([[0.01]]);
  expect(splitAlpha(0.05, [])).toEqual([]);
});

test.each([
  [0, { ownAlpha: null, weight: 1, guardrails: [1] }],
  [Number.NaN, { ownAlpha: null, weight: 1, guardrails: [1] }],
  [0.05, { ownAlpha: 0.5, weight: 1, guardrails: [1] }],
  [0.05, { ownAlpha: null, weight: 0, guardrails: [1] }],
  [0.05, { ownAlpha: null, weight: -1, guardrails: [1] }],
  [0.05, { ownAlpha: null, weight: 1, guardrails: [0] }],
  [0.05, { ownAlpha: null, weight: 1, guardrails: [2, -1] }],
  [0.05, { ownAlpha: null, weight: 1, guardrails: [Number.NaN] }],
  [0.05, { ownAlpha: 0.01, weight: 1, guardrails: [Number.POSITIVE_INFINITY] }],
])("alpha %d over %j is refused", (alpha, one) => {
  expect(() => splitAlpha(alpha, [one])).toThrow(RangeError);
});
