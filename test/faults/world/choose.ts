import { createRandom } from "@airworthy/stats";

const SEED = 20_261_123;

/** Which of so many things, by their numbers from 0: the first, the last, and others that are the same in every run of the tests. */
export function choose(count: number, most: number, name: string): number[] {
  const random = createRandom(SEED + name.length);
  const chosen = new Set(count === 0 ? [] : [0, count - 1]);
  while (chosen.size < Math.min(count, most)) chosen.add(Math.floor(random.next() * count));
  return [...chosen].toSorted((a, b) => a - b);
}
