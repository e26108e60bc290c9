import { expect, test } from "vitest";
import { GERMAN, metric, plan, RAMP, TOXIC } from "../../fixtures/look.ts";
import { alphasOf, comparedSteps } from "./alpha.ts";
import { cellsOf } from "./cells.ts";

const cost = metric({ name: "cost", class: "cost" });
const visits = metric({ name: "visits", margin: null, groupMargin: null });

test("own alphas come first, classes share the rest, guardrails divide it by weight, and each step has its part", () => {
  const metrics = [
    metric({}, { groups: [GERMAN, { column: "language", value: "es" }] }),
    metric({ name: "replies", weight: 3 }),
    cost,
    TOXIC,
    visits,
  ];
  const cells = cellsOf({ metrics });
  const alphas = alphasOf(cells, plan({ metrics }), RAMP);
  // 0.05 - 0.01 shared by engagement, fairness and cost; four of five steps have both versions.
  const part = 0.04 / 3 / 4;
  const byName = cells.map((cell) => [cell.metric.name, cell.class, alphas.get(cell)]);
  expect(byName).toEqual([
    ["thumbs-up rate", "engagement", expect.closeTo(part / 4, 12)],
    ["thumbs-up rate", "fairness", expect.closeTo(part / 2, 12)],
    ["thumbs-up rate", "fairness", expect.closeTo(part / 2, 12)],
    ["replies", "engagement", expect.closeTo((part * 3) / 4, 12)],
    ["cost", "cost", expect.closeTo(part, 12)],
    ["toxic replies", "safety", expect.closeTo(0.01 / 4, 12)],
    ["visits", "engagement", 0.05],
  ]);
});

test("all guardrails of all steps together spend alpha, and an own alpha that no guardrail has is not lost", () => {
  const metrics = [metric(), cost];
  const alphas = alphasOf(cellsOf({ metrics }), plan({ metrics }), RAMP);
  const spent = [...alphas.values()].reduce((sum, alpha) => sum + alpha, 0) * comparedSteps(RAMP);
  expect(spent).toBeCloseTo(0.05, 12);
});

test("a group of a metric of safety is of safety", () => {
  const cells = cellsOf({ metrics: [{ ...TOXIC, signal: { ...metric({}, { groups: [GERMAN] }).signal } }] });
  expect(cells.map((cell) => cell.class)).toEqual(["safety", "safety"]);
});

test("a step of all of a segment, and one of everybody, have nobody to compare with", () => {
  const steps = [
    { share: 1, segment: "staff", bakeSeconds: null },
    { share: 0.1, segment: null, bakeSeconds: null },
    { share: 1, segment: null, bakeSeconds: null },
  ];
  expect(comparedSteps({ steps })).toBe(1);
  expect(comparedSteps({ steps: steps.slice(2) })).toBe(1);
});
