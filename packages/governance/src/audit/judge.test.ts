import type { Direction } from "@airworthy/report";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Figure } from "./figure.ts";
import type { Gate } from "./gate.ts";
import { type Judged, judge } from "./judge.ts";

const figure = (value: number, low: number | null = value, high: number | null = value, n = 100): Figure => {
  return { value, low, high, n, positives: null };
};
const gate = (limits: Gate["limits"], critical = false): Gate => ({ limits, minimum: 30, critical });
const judged = (given: Partial<Judged>): Judged => {
  return { better: "lower", candidate: figure(0.1), baseline: null, change: null, gate: gate([]), ...given };
};
const MAX = gate([{ rule: "max", limit: 0.2 }]);
const WORSENING = gate([{ rule: "max-worsening", limit: 0.02 }]);

describe("a limit on the level", () => {
  test.each([
    ["is kept where the whole interval keeps it", figure(0.1, 0.05, 0.2), "pass", "limits-kept"],
    ["is kept but not proven where only the estimate does", figure(0.1, 0.05, 0.21), "warn", "max-not-proven"],
    ["is not proven without an interval's end", figure(0.1, null, null), "warn", "max-not-proven"],
    ["is broken by the estimate, whatever the interval", figure(0.21, 0.1, 0.3), "fail", "max-exceeded"],
    ["counts as kept where it is just reached", figure(0.2, 0.2, 0.2), "pass", "limits-kept"],
  ])("%s", (_, candidate, verdict, reasonCode) => {
    expect(judge(judged({ candidate, gate: MAX }))).toMatchObject({ verdict, reasonCode });
  });

  test("from below is the same the other way round", () => {
    const min = gate([{ rule: "min", limit: 0.8 }]);
    const at = (value: number, low: number) => judge(judged({ candidate: figure(value, low, 1), gate: min })).verdict;
    expect([at(0.9, 0.85), at(0.9, 0.75), at(0.75, 0.7)]).toEqual(["pass", "warn", "fail"]);
  });

  test("that is critical and not proven fails", () => {
    const critical = { ...MAX, critical: true };
    expect(judge(judged({ candidate: figure(0.1, 0, 0.3), gate: critical })).verdict).toBe("fail");
  });
});

describe("a limit on worsening", () => {
  const at = (better: Direction, estimate: number, low: number, high: number) =>
    judge(judged({ better, baseline: figure(0.1), change: { estimate, low, high }, gate: WORSENING }));

  test("is taken along the direction in which the metric is better", () => {
    expect(at("lower", 0.05, 0.03, 0.07)).toMatchObject({ verdict: "fail", change: "regression" });
    expect(at("higher", 0.05, 0.03, 0.07)).toMatchObject({ verdict: "pass", change: "improvement" });
    expect(at("higher", -0.05, -0.07, -0.03)).toMatchObject({ verdict: "fail", change: "regression" });
    expect(at("neither", -0.05, -0.07, -0.03)).toMatchObject({ verdict: "fail", change: "regression" });
  });

  test("that the interval does not exclude is a possible regression", () => {
    expect(at("lower", 0.01, -0.01, 0.03)).toMatchObject({ verdict: "warn", change: "possible-regression" });
    expect(at("lower", 0.005, -0.005, 0.015)).toMatchObject({ verdict: "pass", change: "stable" });
  });

  test("cannot be told without a baseline", () => {
    expect(judge(judged({ gate: WORSENING }))).toEqual({
      verdict: "inconclusive",
      change: "no-baseline",
      reasonCode: "max-worsening-not-told",
    });
  });
});

test("what rests on too little, on either side, concludes nothing, however good it looks", () => {
  const few = figure(0, 0, 0, 29);
  expect(judge(judged({ candidate: few, gate: MAX }))).toMatchObject({
    verdict: "inconclusive",
    reasonCode: "too-few",
  });
  expect(judge(judged({ baseline: few, gate: MAX }))).toMatchObject({ verdict: "inconclusive", reasonCode: "too-few" });
  expect(judge(judged({ candidate: null, gate: MAX }))).toMatchObject({
    verdict: "inconclusive",
    reasonCode: "no-value",
  });
});

test("one limit that is broken outweighs all that are kept", () => {
  const both = gate([
    { rule: "max-worsening", limit: 1 },
    { rule: "max", limit: 0.05 },
  ]);
  const change = { estimate: 0, low: -0.01, high: 0.01 };
  expect(judge(judged({ baseline: figure(0.1), change, gate: both })).reasonCode).toBe("max-exceeded");
});

test("raising a figure that is better lower never makes its verdict better", () => {
  const ranks = ["pass", "warn", "inconclusive", "fail", "error"];
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, share, (value, width, step) => {
      const at = (shift: number) =>
        judge(judged({ candidate: figure(value + shift, value + shift - width, value + shift + width), gate: MAX }));
      expect(ranks.indexOf(at(step).verdict)).toBeGreaterThanOrEqual(ranks.indexOf(at(0).verdict));
    }),
  );
});

describe("a gate that is counted", () => {
  const counted = (limits: Gate["limits"]): Gate => ({ ...gate(limits, true), counted: true });

  test.each([
    ["no failure among the cases passes, whatever the interval", figure(0, 0, 0.037), "pass", "limits-kept"],
    ["one failure among a hundred cases fails", figure(0.01, 0.002, 0.054), "fail", "max-exceeded"],
    ["too few cases are no evidence", figure(0, 0, 0.2, 29), "inconclusive", "too-few"],
  ])("%s", (_, candidate, verdict, reasonCode) => {
    expect(judge(judged({ candidate, gate: counted([{ rule: "max", limit: 0 }]) }))).toMatchObject({
      verdict,
      reasonCode,
    });
  });

  test("as many failures as before are no worsening, one more is", () => {
    const worsening = counted([{ rule: "max-worsening", limit: 0 }]);
    const at = (estimate: number) =>
      judge(judged({ baseline: figure(0.1), change: { estimate, low: -0.05, high: 0.05 }, gate: worsening }));
    expect([at(-0.01), at(0), at(0.01)].map(({ verdict }) => verdict)).toEqual(["pass", "pass", "fail"]);
    expect(at(0.01).change).toBe("regression");
  });

  test("counts from below as well", () => {
    const min = counted([{ rule: "min", limit: 0.8 }]);
    expect(judge(judged({ candidate: figure(0.8, 0.7, 0.9), gate: min })).verdict).toBe("pass");
  });
});

describe("an advisory gate", () => {
  const advisory: Gate = {
    ...gate([
      { rule: "max", limit: 0.2 },
      { rule: "max-worsening", limit: 0 },
    ]),
    advisory: true,
  };

  test("only warns where a limit is broken", () => {
    const change = { estimate: 0.1, low: 0.05, high: 0.15 };
    expect(judge(judged({ baseline: figure(0.1), change, gate: advisory }))).toEqual({
      verdict: "warn",
      change: "regression",
      reasonCode: "max-worsening-exceeded",
    });
  });

  test("is inconclusive where a limit cannot be told, even if another is broken", () => {
    expect(judge(judged({ candidate: figure(0.3), gate: advisory }))).toMatchObject({
      verdict: "inconclusive",
      reasonCode: "max-worsening-not-told",
    });
  });
});
