import type { Random } from "@airworthy/stats";
import { SIDE, WHITE } from "./digits.ts";

/** From 1, mild, to 5. */
export const SEVERITIES = [1, 2, 3, 4, 5] as const;

type Severity = (typeof SEVERITIES)[number];

/**
 * What may happen to a picture, with the strengths of ImageNet-C (Hendrycks and Dietterich, ICLR 2019;
 * make_imagenet_c.py) on brightness from 0 to 1: the standard deviation of noise, the factor of contrast, what is added
 * to brightness. A picture of one colour has no hue to keep, so that brightness is added to its pixels. Shifts are ours,
 * in pixels.
 */
const STRENGTHS = {
  noise: [0.08, 0.12, 0.18, 0.26, 0.38],
  contrast: [0.4, 0.3, 0.2, 0.1, 0.05],
  brightness: [0.1, 0.2, 0.3, 0.4, 0.5],
  shift: [1, 2, 3, 4, 5],
} as const;

export type Corruption = keyof typeof STRENGTHS;

export const CORRUPTIONS: readonly Corruption[] = ["noise", "contrast", "brightness", "shift"];

/** Right, left, down, up. */
const DIRECTIONS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/** The picture after what happened to it: 784 values from 0 to 255. Noise and the way of a shift are drawn. */
export function corrupt(pixels: Uint8Array, by: Corruption, severity: Severity, random: Random): Uint8Array {
  const strength = STRENGTHS[by][severity - 1] ?? Number.NaN;
  switch (by) {
    case "noise":
      return pixels.map((pixel) => clamp(pixel + strength * WHITE * gaussian(random)));
    case "contrast": {
      const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
      return pixels.map((pixel) => clamp((pixel - mean) * strength + mean));
    }
    case "brightness":
      return pixels.map((pixel) => clamp(pixel + strength * WHITE));
    case "shift": {
      const [right, down] = DIRECTIONS[random.integer(DIRECTIONS.length)] ?? [0, 0];
      return shift(pixels, right * strength, down * strength);
    }
  }
}

/** The picture moved by whole pixels, black where nothing was. */
export function shift(pixels: Uint8Array, right: number, down: number): Uint8Array {
  return Uint8Array.from({ length: pixels.length }, (_, place) => {
    const column = (place % SIDE) - right;
    const row = Math.floor(place / SIDE) - down;
    const inside = column >= 0 && column < SIDE && row >= 0 && row < SIDE;
    return inside ? (pixels[row * SIDE + column] ?? 0) : 0;
  });
}

function clamp(value: number): number {
  return Math.round(Math.min(WHITE, Math.max(0, value)));
}

/** Box and Muller: one normal deviate from two uniform ones, the first of them never 0. */
function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
