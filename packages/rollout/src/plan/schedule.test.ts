import { expect, test } from "vitest";
import { PLAN, planOf } from "../../fixtures/example.ts";
import { planSchedule } from "./schedule.ts";

test("each step begins once the one before has lasted, in a window and in no freeze", () => {
  // From Wednesday 2026-03-25, 15:30 in Berlin: summer time begins on the Sunday after.
  const { steps, promotion } = planSchedule(PLAN, "2026-03-25T14:30:00Z");
  expect(steps.map(({ position, earliest }) => [position, earliest])).toEqual([
    [1, "2026-03-25T14:30:00.000Z"],
    // An hour later the window is over: Thursday 08:00.
    [2, "2026-03-26T07:00:00.000Z"],
    [3, "2026-03-26T11:00:00.000Z"],
    // A day later it is Friday: Monday 08:00, in summer.
    [4, "2026-03-30T06:00:00.000Z"],
    [5, "2026-03-31T06:00:00.000Z"],
  ]);
  // Nobody gets another version by it: no window is waited for.
  expect(promotion).toBe("2026-04-01T06:00:00.000Z");
});

test("a plan without windows and freezes is the sum of its bakes", () => {
  const plan = planOf("m: { steps: [{ share: 1%, bake: 30s }, { share: 100%, bake: 2d }] }");
  const { steps, promotion } = planSchedule(plan, "2026-01-01T00:00:00Z");
  expect(steps.map(({ earliest }) => earliest)).toEqual(["2026-01-01T00:00:00.000Z", "2026-01-01T00:00:30.000Z"]);
  expect(promotion).toBe("2026-01-03T00:00:30.000Z");
});

test("a freeze without an end leaves the later steps without a time", () => {
  const plan = planOf(`
m:
  steps: [{ share: 1%, bake: 1d }, { share: 100%, bake: 1d }]
  windows: [{ days: [mon], from: "08:00", to: "09:00", zone: UTC }]
  freezes: [{ from: 2026-03-03, to: 9999-12-31, why: end of life }]
`);
  const { steps, promotion } = planSchedule(plan, "2026-03-02T08:00:00Z");
  expect(steps.map(({ earliest }) => earliest)).toEqual(["2026-03-02T08:00:00.000Z", null]);
  expect(promotion).toBeNull();
});
