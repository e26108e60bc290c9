import fc from "fast-check";
import { expect, test } from "vitest";
import { drawInterval } from "./interval-drawing.ts";

test("an interval stands where it lies from −scale to +scale, zero in the middle", () => {
  expect(drawInterval(0.5, { low: 0.2, high: 0.8 }, 1)).toBe("······┊├─●─┤·");
  expect(drawInterval(-0.5, { low: -0.8, high: -0.2 }, 1)).toBe("·├─●─┤┊······");
  expect(drawInterval(0, { low: -0.5, high: 0.5 }, 1)).toBe("···├──●──┤···");
});

test("what is beyond the scale points there", () => {
  expect(drawInterval(9, { low: 8, high: 10 }, 1)).toBe("······┊·····▸");
  expect(drawInterval(-9, { low: -10, high: -8 }, 1)).toBe("◂·····┊······");
  expect(drawInterval(0, { low: -9, high: 9 }, 1)).toBe("◂─────●─────▸");
});

test("nothing is drawn of what is no number, or without a scale", () => {
  expect(drawInterval(Number.NaN, { low: 0, high: 1 }, 1)).toBe("");
  expect(drawInterval(0, { low: Number.NEGATIVE_INFINITY, high: 1 }, 1)).toBe("");
  for (const scale of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(drawInterval(0, { low: 0, high: 1 }, scale)).toBe("");
});

test("every drawing has thirteen characters, and the side of zero it shows is the interval's", () => {
  const value = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(value, value, value, (a, b, c) => {
      const [low = 0, estimate = 0, high = 0] = [a, b, c].sort((x, y) => x - y);
      const drawing = drawInterval(estimate, { low, high }, 1);
      expect(drawing).toHaveLength(13);
      if (low > 0) expect(drawing.slice(0, 6)).toBe("······");
      if (high < 0) expect(drawing.slice(7)).toBe("······");
    }),
  );
});
