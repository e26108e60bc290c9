import { expect, test } from "vitest";
import { parseGateLines } from "./gate.ts";
import { createGates } from "./gates.ts";

const lines = (...texts: string[]) => parseGateLines(texts, 30);

test("a line outweighs what is usual, and what neither names only informs", () => {
  const usual = lines("unsafe-rate: max=1", "refused-rate: max=1");
  const { gateOf, isGiven, checkAsked } = createGates(lines("unsafe-rate: max=0"), usual, 30);
  expect(gateOf("unsafe-rate").limits).toEqual([{ rule: "max", limit: 0 }]);
  expect(gateOf("refusal-rate")).toEqual({ limits: [], minimum: 30, critical: false });
  expect([isGiven("unsafe-rate"), isGiven("refused-rate")]).toEqual([true, false]);
  expect(checkAsked).not.toThrow();
});

test("a limit that is never looked at is refused, with the metric that was meant", () => {
  const { gateOf, checkAsked } = createGates(lines("unsafe-rat: max=0"), [], 30);
  gateOf("unsafe-rate");
  expect(checkAsked).toThrow('the gate of "unsafe-rat": no such metric was measured');
});
