import { createRandom } from "@airworthy/stats";
import { expect, test } from "vitest";
import { CORRUPTIONS, corrupt, SEVERITIES, shift } from "./corruptions.ts";
import { SIDE } from "./digits.ts";

/** Black but for one white pixel, at column 3 of row 2. */
const dot = new Uint8Array(SIDE ** 2);
dot[2 * SIDE + 3] = 255;

const grey = new Uint8Array(SIDE ** 2).fill(100);

test("a shift moves the picture and leaves black behind it", () => {
  const moved = shift(dot, 2, 1);
  expect(moved.indexOf(255)).toBe(3 * SIDE + 5);
  expect(moved.filter((pixel) => pixel > 0)).toHaveLength(1);
  expect(shift(dot, -4, 0).every((pixel) => pixel === 0)).toBe(true);
  expect(shift(dot, 25, 0).every((pixel) => pixel === 0)).toBe(true);
});

// By hand: 255 / 784 = 0.3253 is the mean; 0.4 of the distance from it, rounded.
test("contrast brings every pixel nearer to the mean", () => {
  const flat = corrupt(dot, "contrast", 1, createRandom(1));
  expect([flat[0], flat[2 * SIDE + 3]]).toEqual([0, 102]);
  expect(corrupt(grey, "contrast", 5, createRandom(1))).toEqual(grey);
});

// By hand: 100 + 0.3 · 255 = 176.5, which rounds up; 255 is the brightest.
test("brightness is added, up to white", () => {
  expect(corrupt(grey, "brightness", 3, createRandom(1))[0]).toBe(177);
  expect(corrupt(dot, "brightness", 1, createRandom(1))[2 * SIDE + 3]).toBe(255);
});

// Of 784 deviates of 0.08 · 255 = 20.4, four standard errors: ±2.9 of the mean, ±2.1 of the deviation.
test("noise has the strength of its severity, and no mean", () => {
  const noisy = Array.from(corrupt(grey, "noise", 1, createRandom(1)), (pixel) => pixel - 100);
  const mean = noisy.reduce((sum, value) => sum + value, 0) / noisy.length;
  const deviation = Math.sqrt(noisy.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noisy.length);
  expect(Math.abs(mean)).toBeLessThan(2.9);
  expect(Math.abs(deviation - 20.4)).toBeLessThan(2.1);
});

test("equal seeds give equal pictures, whatever happens to them", () => {
  for (const corruption of CORRUPTIONS) {
    for (const severity of SEVERITIES) {
      const once = corrupt(dot, corruption, severity, createRandom(4));
      expect(corrupt(dot, corruption, severity, createRandom(4)), corruption).toEqual(once);
      expect(once).toHaveLength(SIDE ** 2);
    }
  }
});
