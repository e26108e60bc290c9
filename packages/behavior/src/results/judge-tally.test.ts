import { expect, test } from "vitest";
import { decide } from "./decide.ts";
import { alone, tallied } from "./example-tallies.ts";
import type { TallyRecord } from "./tally-record.ts";

const RULE = { alpha: 0.05, minimumEffect: 0.01 };

function verdict(tally: TallyRecord): string {
  const [decision] = decide([tally], RULE);
  return `${decision?.change} ${decision?.verdict} ${decision?.reasonCode}`;
}

const STABLE = "stable pass stable";

test("support that is lost in the minimum effect's share of the baseline's cases warns", () => {
  expect(verdict(tallied({ lostSupport: 1, stillPassing: 99 }))).toBe("possible-regression warn support-lost");
  expect(verdict(tallied({ lostSupport: 1, stillPassing: 100 }))).toBe(STABLE);
  expect(verdict(tallied({ unsupported: 50, stillPassing: 50 }))).toBe(STABLE);
});

test("a candidate that was made for none of the cases is no evidence", () => {
  expect(verdict(tallied({ lostSupport: 100 }))).toBe("insufficient-evidence inconclusive unsupported");
});

test("fewer judged cases than the test asks for are insufficient evidence, whatever they say", () => {
  const own = { minimumCases: 10 };
  const few = "insufficient-evidence inconclusive too-few-cases";
  expect(verdict(tallied({ newFailures: 9 }, own))).toBe(few);
  expect(verdict(tallied({ stillPassing: 9, passing: 50 }, own))).toBe(few);
  expect(verdict(tallied({ stillPassing: 10 }, own))).toBe(STABLE);
  expect(verdict(alone(9, 0, own))).toBe(few);
  expect(verdict(alone(10, 0, own))).toBe("no-baseline pass within-limits");
});

test("a model that says the same of nearly everything makes a passing inv test a warning, and no other", () => {
  const judged = (kind: "mft" | "inv", same: number, of: number) => {
    const tally = tallied({ stillPassing: 100 }, { kind });
    tally.predictions = {
      of,
      classes: [
        ["negative", of - same],
        ["positive", same],
      ],
    };
    return verdict(tally);
  };
  expect(judged("inv", 19, 20)).toBe("stable warn near-constant-model");
  expect(judged("inv", 949, 1_000)).toBe(STABLE);
  expect(judged("inv", 19, 19)).toBe(STABLE);
  expect(judged("mft", 20, 20)).toBe(STABLE);
});

test("near-constant is what the model says over the whole suite", () => {
  const varied = tallied({ stillPassing: 100 });
  varied.predictions = { of: 20, classes: [["negative", 20]] };
  const constant = tallied({ stillPassing: 100 }, { kind: "inv" });
  constant.predictions = { of: 20, classes: [["positive", 20]] };
  expect(decide([varied, constant], RULE).map((decision) => decision.verdict)).toEqual(["pass", "pass"]);
  expect(decide([constant], RULE).map((decision) => decision.verdict)).toEqual(["warn"]);
});

test("more than one in twenty cases that pass now and then warn", () => {
  const repeated = (passes: number[]) => {
    const tally = tallied({ stillPassing: 100 });
    tally.whole.passes = passes;
    return verdict(tally);
  };
  expect(repeated([0, 3, 3, 94])).toBe("stable warn flaky");
  expect(repeated([20, 3, 2, 75])).toBe(STABLE);
});

test("a failure stays one", () => {
  const tally = tallied({ newFailures: 50, stillPassing: 50, lostSupport: 50 }, { kind: "inv" });
  tally.predictions = { of: 100, classes: [["positive", 100]] };
  expect(verdict(tally)).toBe("regression fail regression");
});
