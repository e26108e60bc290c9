import { describe, expect, test } from "vitest";
import { LATER, NOW, planOf, running } from "../../fixtures/example.ts";
import { splitAnew } from "../moves/split-anew.ts";
import { type PeriodResult, parseResults } from "./results.ts";
import { bestArms } from "./thompson.ts";

const EXPERIMENT = running(planOf(["control", "short"]));
const TWICE = splitAnew(EXPERIMENT, { arms: EXPERIMENT.arms, slots: [2_000, 8_000] }, LATER);

interface Written {
  name: string;
  units: number;
  successes?: number;
  mean?: number;
  variance?: number;
}

function resultsOf(periods: readonly (readonly Written[])[], experiment = EXPERIMENT): PeriodResult[] {
  const dates = [NOW, LATER];
  const text = JSON.stringify({ periods: periods.map((arms, index) => ({ since: dates[index], arms })) });
  return parseResults(text, experiment, "results.json");
}

function probabilities(periods: readonly (readonly Written[])[], better: "higher" | "lower", experiment = EXPERIMENT) {
  const best = bestArms(resultsOf(periods, experiment), better);
  if (best.kind === "unknown") throw new Error(best.why);
  return best.probabilities;
}

describe("the probability to be the best", () => {
  test("of a rate is that of its beta posterior", () => {
    // Evan Miller's closed form for Beta(11, 91) and Beta(21, 81), summed in exact fractions by Python: 0.02482696684712.
    const rates = [
      { name: "control", units: 100, successes: 10 },
      { name: "short", units: 100, successes: 20 },
    ];
    expect(probabilities([rates], "higher")[0]).toBeCloseTo(0.02482696684712, 10);
    expect(probabilities([rates], "lower")[0]).toBeCloseTo(1 - 0.02482696684712, 10);
  });

  test("of means is that of two normal distributions", () => {
    const means = [
      { name: "short", units: 400, mean: 3, variance: 100 },
      { name: "control", units: 100, mean: 2, variance: 225 },
    ];
    // By hand: a difference of 1 with a deviation of sqrt(100/400 + 225/100); the normal table has 0.7365 below 0.632456.
    expect(probabilities([means], "higher")[1]).toBeCloseTo(0.7365, 4);
    expect(probabilities([means], "lower")[1]).toBeCloseTo(0.2635, 4);
  });

  test("does not credit an arm with the period in which it had the larger share", () => {
    // Both arms are the same in each period, which are 0.1 and 0.9: pooled, short would look far better.
    const periods = [
      [
        { name: "control", units: 5_000, mean: 0.1, variance: 0.09 },
        { name: "short", units: 5_000, mean: 0.1, variance: 0.09 },
      ],
      [
        { name: "control", units: 2_000, mean: 0.9, variance: 0.09 },
        { name: "short", units: 8_000, mean: 0.9, variance: 0.09 },
      ],
    ];
    expect(probabilities(periods, "higher", TWICE)[0]).toBeCloseTo(0.5, 10);
    const rates = periods.map((arms) =>
      arms.map(({ name, units, mean }) => ({ name, units, successes: units * mean })),
    );
    expect(probabilities(rates, "higher", TWICE)[0]).toBeCloseTo(0.5, 1);
  });
});

test.each([
  [
    [
      { name: "control", units: 99, successes: 1 },
      { name: "short", units: 100, successes: 1 },
    ],
    "too-few-units",
  ],
  [
    [
      { name: "control", units: 100 },
      { name: "short", units: 100, successes: 1 },
    ],
    "not-measured",
  ],
  [
    [
      { name: "control", units: 100, mean: 1, variance: 1 },
      { name: "short", units: 100, successes: 1 },
    ],
    "not-measured",
  ],
  [
    [
      { name: "control", units: 100, mean: 1, variance: 0 },
      { name: "short", units: 100, mean: 1, variance: 1 },
    ],
    "no-variance",
  ],
])("of %j nobody can tell", (arms, reasonCode) => {
  expect(bestArms(resultsOf([arms]), "higher")).toMatchObject({ kind: "unknown", reasonCode });
});

test.each([
  [1, 2, 1e-36],
  [1e308, -1e308, 1],
])("means of %d and %d with a variance of %d are beyond what doubles can tell", (control, short, variance) => {
  const arms = [
    { name: "control", units: 5_000, mean: control, variance },
    { name: "short", units: 5_000, mean: short, variance },
  ];
  expect(bestArms(resultsOf([arms]), "higher")).toMatchObject({ kind: "unknown", reasonCode: "no-variance" });
});

test("a rate without a success has a probability all the same", () => {
  const none = [
    { name: "control", units: 100, successes: 0 },
    { name: "short", units: 100, successes: 0 },
  ];
  expect(probabilities([none], "higher")).toEqual([0.5, 0.5]);
});

test.each([
  ["{", /not JSON/],
  ['{"periods":[]}', /periods/],
  [JSON.stringify({ periods: [{ since: LATER, arms: [] }] }), /arms/],
  [
    one(LATER, [units("control", 1), units("short", 1)]),
    /periods since 2026-03-09.* were given; 2026-03-02.* are allowed/,
  ],
  [one(NOW, [units("control", 1)]), /the arms control were given/],
  [one(NOW, [units("control", 1), units("control", 1)]), /the arms control, control were given/],
  [one(NOW, [units("control", 1), units("long", 1)]), /the arms control, long were given/],
  [one(NOW, [units("control", -1), units("short", 1)]), /units/],
  [one(NOW, [{ ...units("control", 1), successes: 2 }, units("short", 1)]), /more successes than units/],
  [one(NOW, [{ ...units("control", 1), mean: 2 }, units("short", 1)]), /with mean and variance/],
  [one(NOW, [{ ...units("control", 1), mean: 1, variance: -1 }, units("short", 1)]), /variance/],
])("results such as %s are refused", (text, message) => {
  expect(() => parseResults(text, EXPERIMENT, "results.json")).toThrow(message);
});

test("results are asked for since the arms last changed alone", () => {
  const arms = [...TWICE.arms.slice(0, 1), { name: "long", digest: `sha256:${"1".repeat(64)}` }];
  const changed = splitAnew(TWICE, { arms, slots: [5_000, 5_000] }, "2026-03-16T08:00:00Z");
  const text = one("2026-03-16T08:00:00.000Z", [units("long", 3), units("control", 4)]);
  expect(parseResults(text, changed, "results.json")).toMatchObject([
    {
      arms: [
        { name: "control", units: 4, measured: null },
        { name: "long", units: 3, measured: null },
      ],
    },
  ]);
});

function one(since: string, arms: readonly object[]): string {
  return JSON.stringify({ periods: [{ since, arms }] });
}

function units(name: string, count: number) {
  return { name, units: count };
}
