import { expect, test } from "vitest";
import { parseGateLines } from "./gate.ts";

test("a line names a metric, then its limits", () => {
  expect(parseGateLines(["equalized-odds-difference: max=0.1 max-worsening=2e-2 critical", "theil-index"], 30)).toEqual(
    [
      {
        metric: "equalized-odds-difference",
        gate: {
          limits: [
            { rule: "max", limit: 0.1 },
            { rule: "max-worsening", limit: 0.02 },
          ],
          minimum: 30,
          critical: true,
        },
      },
      { metric: "theil-index", gate: { limits: [], minimum: 30, critical: false } },
    ],
  );
  expect(parseGateLines(["a: min=-1 minimum=5"], 30)[0]?.gate).toEqual({
    limits: [{ rule: "min", limit: -1 }],
    minimum: 5,
    critical: false,
  });
});

test("a line says in words whether it is counted, and whether it is advisory", () => {
  expect(
    parseGateLines(["a: max=0 counted critical", "b: advisory max-worsening=0"], 30).map(({ gate }) => gate),
  ).toEqual([
    { limits: [{ rule: "max", limit: 0 }], minimum: 30, critical: true, counted: true },
    { limits: [{ rule: "max-worsening", limit: 0 }], minimum: 30, critical: false, advisory: true },
  ]);
});

test.each([
  [": max=1", "it names no metric"],
  ["a: max=", "max= is no number"],
  ["a: max=NaN", "max=NaN is no number"],
  ["a: max=0x10", "max=0x10 is no number"],
  ["a: max=1e999", "max=1e999 is no number"],
  ["a: max=1 max=2", "max is given twice"],
  ["a: max-worsening=-0.1", "must be at least 0"],
  ["a: minimum=0", "no whole number from 1 on"],
  ["a: limit=1", '"limit=1" is not known'],
  ["a: critical", "critical asks for a limit"],
  ["a: advisory", "advisory asks for a limit"],
  ["a: max=1 critical advisory", "critical and advisory exclude each other"],
  ["a: max=1 constructor", '"constructor" is not known'],
])("%j is refused: %s", (line, message) => {
  expect(() => parseGateLines([line], 30)).toThrow(message);
});

test("one metric has one gate", () => {
  expect(() => parseGateLines(["a: max=1", "a: max=2"], 30)).toThrow("a has two gates");
});
