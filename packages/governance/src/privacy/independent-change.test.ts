import { describe, expect, test } from "vitest";
import { independentChange } from "./independent-change.ts";

describe("the change between two figures", () => {
  const figure = (value: number, low: number | null, high: number | null) => ({
    value,
    low,
    high,
    n: 9,
    positives: null,
  });

  test("squares and adds the distances to the ends, by hand", () => {
    // Below sqrt(0.03^2 + 0.04^2), above sqrt(0.05^2 + 0.12^2).
    expect(independentChange(figure(0.5, 0.47, 0.55), figure(0.3, 0.18, 0.34))).toEqual({
      estimate: expect.closeTo(0.2, 14),
      low: expect.closeTo(0.15, 14),
      high: expect.closeTo(0.33, 14),
    });
  });

  test("has no end where one is missing", () => {
    const change = independentChange(figure(0.5, 0.4, null), figure(0.3, 0.2, 0.4));
    expect(change).toMatchObject({ high: null, low: expect.any(Number) });
    expect(independentChange(null, figure(0, 0, 0))).toBeNull();
  });
});
