import { createRequire } from "node:module";
import { createRandom } from "@airworthy/stats";

/** An image's width and height, in pixels. */
export const SIDE = 28;
/** The brightest pixel; the package writes each as a share of it, to three places. */
export const WHITE = 255;

/** As many as the package has in all: 8,000 to train on, 2,000 to test with. */
const TRAINING = 8_000;
const SEED = 20;

export interface Digit {
  /** `<digit>-<place in the package>`. */
  readonly id: string;
  readonly label: number;
  /** 784 values from 0, black, to 255, row by row. */
  readonly pixels: Uint8Array;
}

/**
 * The 10,000 digits of MNIST (LeCun, Cortes, Burges) that the package `mnist` ships, shuffled with a fixed seed and split.
 * Throws an Error where the package holds anything but images of 784 values from 0 to 1.
 */
export function readDigits(): { readonly training: readonly Digit[]; readonly test: readonly Digit[] } {
  const digits = Array.from({ length: 10 }, (_, label) => imagesOf(label)).flat();
  shuffle(digits);
  return { training: digits.slice(0, TRAINING), test: digits.slice(TRAINING) };
}

function imagesOf(label: number): Digit[] {
  const file: unknown = createRequire(import.meta.url)(`mnist/src/digits/${label}.json`);
  const values: unknown = typeof file === "object" && file !== null && "data" in file ? file.data : undefined;
  if (!Array.isArray(values) || values.length % SIDE ** 2 !== 0) throw new Error(`${label}.json holds no whole images`);
  const bytes = Uint8Array.from(values, (value: unknown) => {
    if (typeof value !== "number" || !(value >= 0 && value <= 1))
      throw new Error(`${label}.json: ${value} is no pixel`);
    return Math.round(value * WHITE);
  });
  return Array.from({ length: bytes.length / SIDE ** 2 }, (_, place) => ({
    id: `${label}-${String(place).padStart(4, "0")}`,
    label,
    pixels: bytes.subarray(place * SIDE ** 2, (place + 1) * SIDE ** 2),
  }));
}

/** Fisher and Yates. */
function shuffle(digits: Digit[]): void {
  const random = createRandom(SEED);
  for (let last = digits.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const [a, b] = [digits[last], digits[other]];
    if (a !== undefined && b !== undefined) [digits[last], digits[other]] = [b, a];
  }
}
