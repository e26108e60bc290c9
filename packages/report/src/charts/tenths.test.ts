import { expect, test } from "vitest";
import { tenthsOf } from "./tenths.ts";

test("bins within a tenth are one, weighed by their rows", () => {
  const tenths = tenthsOf([
    { confidence: 0.92, accuracy: 0.8, count: 30 },
    { confidence: 0.98, accuracy: 1, count: 10 },
    { confidence: 0.3, accuracy: 0.5, count: 2 },
  ]);
  // (0.92 × 30 + 0.98 × 10) / 40 and (0.8 × 30 + 1 × 10) / 40
  expect(tenths[9]?.confidence).toBeCloseTo(0.935, 12);
  expect(tenths[9]?.accuracy).toBeCloseTo(0.85, 12);
  expect(tenths[9]?.count).toBe(40);
  expect(tenths[3]).toEqual({ confidence: 0.3, accuracy: 0.5, count: 2 });
  expect(tenths.filter((bin) => bin !== null)).toHaveLength(2);
});

test("a confidence of one belongs to the last tenth", () => {
  expect(tenthsOf([{ confidence: 1, accuracy: 1, count: 1 }])[9]?.count).toBe(1);
});

test("what is no bin is passed over", () => {
  const bin = { confidence: 0.5, accuracy: 0.5, count: 1 };
  const broken = [
    { ...bin, confidence: Number.NaN },
    { ...bin, confidence: 1.1 },
    { ...bin, accuracy: -0.1 },
    { ...bin, count: 0 },
    { ...bin, count: Number.POSITIVE_INFINITY },
  ];
  expect(tenthsOf(broken).every((tenth) => tenth === null)).toBe(true);
});
