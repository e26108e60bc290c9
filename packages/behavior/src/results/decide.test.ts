import { describe, expect, test } from "vitest";
import { decide } from "./decide.ts";
import { alone, tallied } from "./example-tallies.ts";
import type { TallyRecord } from "./tally-record.ts";

const RULE = { alpha: 0.05, minimumEffect: 0.01 };

function verdict(tally: TallyRecord): string {
  const [decision] = decide([tally], RULE);
  return `${decision?.change} ${decision?.verdict} ${decision?.reasonCode}`;
}

describe("with a baseline", () => {
  test("a significant rise beyond the minimum effect is a regression and fails", () => {
    expect(verdict(tallied({ newFailures: 20, stillPassing: 80 }))).toBe("regression fail regression");
  });

  // Exact McNemar, by hand: 2 / 2^5 = 0.0625 for five to none, 2 / 2^6 = 0.03125 for six to none.
  test("a rise that is not significant is a possible regression and warns", () => {
    expect(verdict(tallied({ newFailures: 5, stillPassing: 95 }))).toBe("possible-regression warn possible-regression");
    expect(verdict(tallied({ newFailures: 6, stillPassing: 94 }))).toBe("regression fail regression");
    expect(verdict(tallied({ newFailures: 1, stillPassing: 2 }))).toBe("possible-regression warn possible-regression");
  });

  test("a rise of exactly the minimum effect matters, one below it does not, however certain", () => {
    expect(verdict(tallied({ newFailures: 10, stillPassing: 990 }))).toBe("regression fail regression");
    expect(verdict(tallied({ newFailures: 9, stillPassing: 991 }))).toBe("stable pass stable");
    expect(verdict(tallied({ newFailures: 3, fixed: 2, stillPassing: 95 }))).toMatch(/^possible-regression/);
  });

  test("failures that the baseline shares fail nothing, be they all cases", () => {
    expect(verdict(tallied({ stillFailing: 500 }))).toBe("stable pass stable");
  });

  test("a fall is an improvement only where it is significant", () => {
    expect(verdict(tallied({ fixed: 20, stillPassing: 80 }))).toBe("improvement pass improvement");
    expect(verdict(tallied({ fixed: 3, stillPassing: 97 }))).toBe("stable pass stable");
  });

  test("one new failure over the limit fails, significant or not; those allowed warn at most", () => {
    expect(verdict(tallied({ newFailures: 1, stillPassing: 999 }, { maxNewFailures: 0 }))).toBe(
      "regression fail new-failures-over-limit",
    );
    expect(verdict(tallied({ newFailures: 20, stillPassing: 80 }, { maxNewFailures: 20 }))).toBe(
      "possible-regression warn new-failures-within-limit",
    );
    expect(verdict(tallied({ newFailures: 21, stillPassing: 80 }, { maxNewFailures: 20 }))).toMatch(/^regression fail/);
  });

  test("a failure rate over the test's own limit fails, be it known or improved", () => {
    expect(verdict(tallied({ stillFailing: 11, stillPassing: 89 }, { maxFailureRate: 0.1 }))).toBe(
      "stable fail failure-rate-over-limit",
    );
    expect(verdict(tallied({ fixed: 50, stillFailing: 50 }, { maxFailureRate: 0.1 }))).toBe(
      "improvement fail failure-rate-over-limit",
    );
    expect(verdict(tallied({ stillFailing: 10, stillPassing: 90 }, { maxFailureRate: 0.1 }))).toBe(
      "stable pass stable",
    );
  });

  test("one case without an answer is an error, whatever the others say", () => {
    expect(verdict(tallied({ unanswered: 1, stillPassing: 999 }))).toBe("error error model-error");
  });

  test("cases that apply to neither or to one model only are no evidence", () => {
    expect(verdict(tallied({ filtered: 100 }))).toBe("insufficient-evidence inconclusive no-cases-judged");
    expect(verdict(tallied({ passing: 100 }))).toBe("insufficient-evidence inconclusive no-cases-judged");
  });

  test("failures in cases that do not apply to the baseline are not passed over", () => {
    const warned = "possible-regression warn failures-not-compared";
    expect(verdict(tallied({ failing: 98, stillPassing: 2 }))).toBe(warned);
    expect(verdict(tallied({ failing: 1, passing: 79, fixed: 20 }))).toBe(warned);
    expect(verdict(tallied({ failing: 1, passing: 100, stillPassing: 100 }))).toBe("stable pass stable");
    expect(verdict(tallied({ failing: 50, newFailures: 20, stillPassing: 30 }))).toBe("regression fail regression");
  });

  test("what is significant alone need not be among many tests: Holm over the suite", () => {
    const six = () => tallied({ newFailures: 6, stillPassing: 94 });
    // 0.03125 once passes 0.05; twice, the smallest is doubled to 0.0625.
    expect(decide([six()], RULE).map(({ change }) => change)).toEqual(["regression"]);
    expect(decide([six(), six()], RULE).map(({ change }) => change)).toEqual([
      "possible-regression",
      "possible-regression",
    ]);
    expect(decide([six(), six()], RULE)[0]?.comparison).toMatchObject({ p: 0.03125, adjustedP: 0.0625 });
  });
});

describe("without a baseline", () => {
  test("no failure is allowed unless the test allows a rate", () => {
    expect(verdict(alone(100, 0))).toBe("no-baseline pass within-limits");
    expect(verdict(alone(999, 1))).toBe("no-baseline fail failure-rate-over-limit");
    expect(verdict(alone(90, 10, { maxFailureRate: 0.1 }))).toBe("no-baseline pass within-limits");
    expect(verdict(alone(89, 11, { maxFailureRate: 0.1 }))).toBe("no-baseline fail failure-rate-over-limit");
  });

  test("no case at all is no evidence, never a pass", () => {
    expect(verdict(alone(0, 0))).toBe("insufficient-evidence inconclusive no-cases-judged");
  });
});

describe("slices", () => {
  test("are decided on each, after their test, and Holm counts them", () => {
    const tally = tallied({ newFailures: 6, stillPassing: 94 }, { slices: ["site"] });
    const africa = tallied({ newFailures: 6, stillPassing: 4 }).whole;
    const asia = tallied({ stillPassing: 90 }).whole;
    tally.slices = [
      { name: "site", value: "africa", tally: africa },
      { name: "site", value: "asia", tally: asia },
    ];
    const decisions = decide([tally], RULE);
    expect(decisions.map(({ slice, change }) => [slice?.value, change])).toEqual([
      [undefined, "possible-regression"],
      ["africa", "possible-regression"],
      ["asia", "stable"],
    ]);
    // By hand: 2 / 2^6 = 0.03125 is the smallest of three, three times that 0.09375.
    expect(decisions.map(({ comparison }) => comparison?.adjustedP)).toEqual([0.09375, 0.09375, 1]);
  });
});
