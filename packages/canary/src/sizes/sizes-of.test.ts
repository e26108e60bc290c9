import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { differenceOfMeans } from "../../fixtures/asymptotic.ts";
import { metric, plan, TOXIC } from "../../fixtures/look.ts";
import type { Expected } from "./expected.ts";
import { sizesOf } from "./sizes-of.ts";

const STEPS = [
  { share: 0.05, segment: null, bakeSeconds: 3_600 },
  { share: 0.5, segment: null, bakeSeconds: 86_400 },
  { share: 1, segment: null, bakeSeconds: null },
];
/** All of alpha to one guardrail at one step. */
const ONE = { steps: STEPS.slice(1) };
const alone = (of: ReturnType<typeof metric>) => plan({ alpha: 0.01, ownAlpha: new Map(), metrics: [of] });
const sizes = (of: ReturnType<typeof metric>, expected: Expected, unitsPerHour = 1_000) =>
  sizesOf(alone(of), ONE, new Map([[of.name, expected]]), unitsPerHour);

test("a margin is proven after as many units as leave it 0.84 errors beyond the interval, as the fixture's formula has it", () => {
  const [size] = sizes(metric({ better: "lower", margin: 0.5 }, { measure: "mean" }), {
    value: 10,
    standardDeviation: 3,
  });
  const units = size?.units?.candidate ?? Number.NaN;
  expect(size?.units?.baseline).toBe(units);
  const arm = { mean: 10, variance: 9, units };
  const { high } = differenceOfMeans(arm, arm, 0.01);
  // 0.8416 is the normal distribution's 80 % quantile.
  expect(high + 0.8416 * Math.sqrt((2 * 9) / units)).toBeCloseTo(0.5, 3);
  expect(size).toMatchObject({ position: 1, suffices: true, hours: expect.closeTo((2 * units) / 1_000, 2) });
});

test("a rate has the variance of a rate, and a ratio's margin is a share of the value", () => {
  const rate = metric({ margin: 0.05 }, { measure: "rate" });
  const mean = metric({ margin: 0.05 }, { measure: "mean" });
  const relative = metric({ margin: 0.1, compared: "ratio" }, { measure: "rate" });
  const [of] = sizes(rate, { value: 0.5 });
  expect(of?.units).toEqual(sizes(mean, { value: 0.5, standardDeviation: 0.5 })[0]?.units);
  expect(of?.units).toEqual(sizes(relative, { value: 0.5 })[0]?.units);
});

test("rare events that never come need hardly more units of the candidate than anything could do with", () => {
  // An end may have half of alpha, 0.005: ln(200) / 0.004 = 1,325, and at most ln(25) / 0.004 more for a mixture of
  // 25 bets.
  const [size] = sizes({ ...TOXIC, class: "quality" }, { value: 0 });
  expect(size?.units?.candidate).toBeGreaterThanOrEqual(1_325);
  expect(size?.units?.candidate).toBeLessThan(1_325 + Math.log(25) / 0.004);
  const [some] = sizes({ ...TOXIC, class: "quality" }, { value: 0.001 });
  expect(some?.units?.candidate).toBeGreaterThan(size?.units?.candidate ?? 0);
});

test("a quantile needs to know how many units are between it and the margin", () => {
  const p95 = metric({ margin: 50, better: "lower" }, { measure: "quantile", quantile: 0.95, limits: [900, 950] });
  const [known] = sizes(p95, { value: 900, shareWithinMargin: 0.02 });
  expect(known?.units?.candidate).toBeGreaterThan(1_000);
  expect(sizes(p95, { value: 900 })).toMatchObject([{ units: null, hours: null, suffices: null }]);
});

test("windows take their own time", () => {
  const errors = metric({
    better: "lower",
    margin: 1,
    signal: { kind: "series", source: "p", query: "q", windowSeconds: 300 },
  });
  const [size] = sizes(errors, { value: 10, standardDeviation: 3 });
  expect(size?.units).toBeNull();
  // At least (2.576 + 0.842)² 9 = 105 windows of five minutes, as at one look.
  expect(size?.hours).toBeGreaterThan((105 * 300) / 3_600);
});

test("each step that has both versions is told, and whether it lasts long enough at this traffic", () => {
  const of = metric({ margin: 0.02 }, { measure: "rate" });
  const found = sizesOf(alone(of), { steps: STEPS }, new Map([[of.name, { value: 0.7 }]]), 5_000);
  expect(found.map(({ position, suffices }) => [position, suffices])).toEqual([
    [1, false],
    [2, true],
  ]);
  const [first, second] = found.map(({ units }) => (units?.candidate ?? 0) + (units?.baseline ?? 0));
  expect(first).toBeGreaterThan(5 * (second ?? 0) * 0.9);
});

test("what is not expected, or not guarded, is not made up", () => {
  const of = metric({ margin: 0.02 });
  expect(sizesOf(alone(of), ONE, new Map(), 5_000)).toMatchObject([{ units: null, hours: null, suffices: null }]);
  const segment = { steps: [{ share: 0.5, segment: "staff", bakeSeconds: 60 }, ...STEPS] };
  const [ofSegment] = sizesOf(alone(of), segment, new Map([[of.name, { value: 0.5 }]]), 5_000);
  expect(ofSegment).toMatchObject({ hours: null, suffices: null, units: { candidate: expect.any(Number) } });
  expect(sizesOf(plan({ metrics: [metric({ margin: null, groupMargin: null })] }), ONE, new Map(), 1)).toEqual([]);
});

test.each([
  [{ value: 2 }, 1_000, /value of "thumbs-up rate": 2 was given; a number from 0 to 1 is allowed/],
  [{ value: Number.NaN }, 1_000, /value/],
  [{ value: 0.5, standardDeviation: -1 }, 1_000, /standardDeviation/],
  [{ value: 0.5, shareWithinMargin: 3 }, 1_000, /shareWithinMargin/],
  [{ value: 0.5 }, 0, /units an hour/],
])("%j at %d units an hour is refused", (expected, unitsPerHour, message) => {
  const size = () => sizes(metric(), expected, unitsPerHour);
  expect(size).toThrow(UserError);
  expect(size).toThrow(message);
});
