import fc from "fast-check";
import { expect, test } from "vitest";
import { drawBar } from "./bar-drawing.ts";

test("a bar has a cell for each tenth, the last one half where it is", () => {
  expect([0, 0.03, 0.07, 0.65, 0.93, 1].map((share) => drawBar(share))).toEqual([
    "··········",
    "▌·········",
    "▌·········",
    "██████▌···",
    "█████████▌",
    "██████████",
  ]);
});

test("a mark stands in its own tenth, over the bar", () => {
  expect(drawBar(0.5, 0.3)).toBe("███┃█·····");
  expect(drawBar(0.5, 0.79)).toBe("█████··┃··");
  expect(drawBar(0, 1)).toBe("·········┃");
});

test("what is no share is drawn at the end, what is no number not at all", () => {
  expect(drawBar(7)).toBe("██████████");
  expect(drawBar(-7)).toBe("··········");
  for (const share of [Number.NaN, Number.POSITIVE_INFINITY]) expect(drawBar(share)).toBe("");
});

test("a larger share never has the shorter bar", () => {
  const filled = (share: number) => drawBar(share).replaceAll("·", "").replaceAll("█", "▌▌").length;
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, (a, b) => {
      expect(Math.sign(filled(a) - filled(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0);
      expect(drawBar(a, b)).toHaveLength(10);
    }),
  );
});
