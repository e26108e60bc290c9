import { expect, test } from "vitest";
import { borrowVariance } from "./borrowed-variance.ts";

const few = { value: 0, unitVariance: 0, units: 20 };
const many = { value: 0.01, unitVariance: 0.0099, units: 380 };

test("few units without any event are taken to vary as the many do, whichever version they are of", () => {
  expect(borrowVariance({ candidate: few, baseline: many }).candidate.unitVariance).toBe(0.0099);
  expect(borrowVariance({ candidate: many, baseline: few }).baseline.unitVariance).toBe(0.0099);
});

test("no variance becomes less, and that of the many stays", () => {
  const wild = { ...few, unitVariance: 3 };
  expect(borrowVariance({ candidate: wild, baseline: many })).toEqual({ candidate: wild, baseline: many });
});

test("of as many units of both nothing is borrowed", () => {
  const even = { ...few, units: many.units };
  expect(borrowVariance({ candidate: even, baseline: many })).toEqual({ candidate: even, baseline: many });
});
