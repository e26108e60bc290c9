import { mix32 } from "./random.ts";

/**
 * A seed of its own for something named, such as a test or a metric: it depends on the run's seed and the names alone,
 * never on order. Each name is hashed with its length, so that ("ab", "c") and ("a", "bc") differ. The result is a
 * whole number from 0 to 2^53 - 1. Throws a RangeError where `seed` is no safe integer.
 */
export function seedFrom(seed: number, ...names: readonly string[]): number {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed must be a safe integer; ${seed} was given`);
  let high = 0x243f6a88;
  let low = 0x85a308d3;
  const add = (word: number): void => {
    high = mix32(Math.imul(high, 31) ^ word);
    low = mix32(Math.imul(low, 37) + word);
  };
  add(seed | 0);
  add(Math.floor(seed / 2 ** 32) | 0);
  for (const name of names) {
    add(name.length);
    for (let index = 0; index < name.length; index++) add(name.charCodeAt(index));
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
