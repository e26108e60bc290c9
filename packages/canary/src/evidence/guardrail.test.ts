import { VERDICTS } from "@airworthy/evidence";
import { DIRECTIONS } from "@airworthy/report";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changeOf, type Guarded, isGoalReached, stateOf, verdictsOf } from "./guardrail.ts";

const guarded = (low: number | null, high: number | null, changes: Partial<Guarded> = {}): Guarded => {
  return { better: "lower", difference: { low, high }, margin: 2, goal: null, ...changes };
};

test("a margin is breached, proven or not proven by where the whole interval lies", () => {
  expect(stateOf(guarded(2.1, 9))).toBe("breached");
  expect(stateOf(guarded(-1, 1.9))).toBe("proven");
  expect(stateOf(guarded(1, 3))).toBe("unproven");
  // Of a metric that is better higher, worse is down.
  expect(stateOf(guarded(-9, -2.1, { better: "higher" }))).toBe("breached");
  expect(stateOf(guarded(-1.9, 5, { better: "higher" }))).toBe("proven");
  // Of one that is to stay, both ways are worse.
  expect(stateOf(guarded(-9, -2.1, { better: "neither" }))).toBe("breached");
  expect(stateOf(guarded(-1.9, 1.9, { better: "neither" }))).toBe("proven");
  expect(stateOf(guarded(-1.9, 2.1, { better: "neither" }))).toBe("unproven");
});

test("an interval that ends at the margin proves nothing and breaches nothing", () => {
  expect(stateOf(guarded(2, 9))).toBe("unproven");
  expect(stateOf(guarded(-1, 2))).toBe("unproven");
  expect(stateOf(guarded(0, 0, { margin: 0 }))).toBe("unproven");
});

test("an end that nothing tells is infinitely far", () => {
  expect(stateOf(guarded(null, 1))).toBe("proven");
  expect(stateOf(guarded(-5, null))).toBe("unproven");
  expect(stateOf(guarded(3, null))).toBe("breached");
  expect(stateOf(guarded(null, null))).toBe("unproven");
  expect(stateOf(guarded(null, 1, { better: "neither" }))).toBe("unproven");
});

test("what is not measured never passes, whether it has a margin or not", () => {
  for (const margin of [null, 0, 2]) {
    const nothing = { ...guarded(0, 0), difference: null, margin };
    expect(stateOf(nothing)).toBe("unmeasured");
    expect(verdictsOf(nothing)).not.toContain("pass");
    expect(changeOf(nothing, "error")).toBe("error");
    expect(changeOf(nothing, "inconclusive")).toBe("insufficient-evidence");
  }
});

test("the change follows from the interval", () => {
  expect(changeOf(guarded(3, 9), "fail")).toBe("regression");
  expect(changeOf(guarded(-3, -1), "pass")).toBe("improvement");
  expect(changeOf(guarded(1, 1.5), "pass")).toBe("stable");
  expect(changeOf(guarded(1, 3), "warn")).toBe("possible-regression");
  expect(changeOf(guarded(-1, 3), "warn")).toBe("insufficient-evidence");
  expect(changeOf(guarded(1, 3, { margin: null }), "pass")).toBe("possible-regression");
  expect(changeOf(guarded(-1, 3, { margin: null }), "pass")).toBe("stable");
});

test("a goal is reached where the whole interval is better than it", () => {
  expect(isGoalReached(guarded(-5, -2.1, { goal: 2 }))).toBe(true);
  expect(isGoalReached(guarded(-5, -2, { goal: 2 }))).toBe(false);
  expect(isGoalReached(guarded(2.1, 5, { goal: 2, better: "higher" }))).toBe(true);
  expect(isGoalReached(guarded(2.1, null, { goal: 2, better: "higher" }))).toBe(true);
  expect(isGoalReached(guarded(-5, -2.1))).toBe(false);
});

test("no interval has a state that its mirror image in the other direction has not", () => {
  const end = fc.option(fc.double({ min: -10, max: 10, noNaN: true }), { nil: null });
  const goal = fc.double({ min: 0, max: 10, noNaN: true });
  fc.assert(
    fc.property(end, end, goal, fc.constantFrom(...DIRECTIONS), (low, high, margin, better) => {
      const [from, to] = low !== null && high !== null && low > high ? [high, low] : [low, high];
      const turned = better === "higher" ? "lower" : better === "lower" ? "higher" : "neither";
      const mirror = (value: number | null) => (value === null ? null : -value);
      const one: Guarded = { better, difference: { low: from, high: to }, margin, goal: margin };
      const other: Guarded = { ...one, better: turned, difference: { low: mirror(to), high: mirror(from) } };
      expect(stateOf(other)).toBe(stateOf(one));
      expect(isGoalReached(other)).toBe(isGoalReached(one));
      for (const verdict of VERDICTS) expect(changeOf(other, verdict)).toBe(changeOf(one, verdict));
    }),
  );
});
