/** How words for several slots are put together: each with each, or the first with the first, the second with the second. */
export const COMBINE = ["product", "zip"] as const;

export type Combine = (typeof COMBINE)[number];

/** How many combinations there are. A template without slots has one. */
export function countCombinations(wheels: readonly (readonly string[])[], combine: Combine): number {
  if (wheels.length === 0) return 1;
  if (combine === "zip") return Math.min(...wheels.map((wheel) => wheel.length));
  return wheels.reduce((product, wheel) => product * wheel.length, 1);
}

/**
 * Every combination of the slots' words, the last slot turning fastest. `zip` ends with the shortest list, as CheckList's
 * does. The same array each time, with other words in it: there are many.
 */
export function* combinations(
  wheels: readonly (readonly string[])[],
  combine: Combine,
): Generator<readonly string[], void> {
  const words = wheels.map((wheel) => wheel[0] ?? "");
  const places = wheels.map(() => 0);
  const total = countCombinations(wheels, combine);
  for (let count = 0; count < total; count++) {
    yield words;
    for (let slot = wheels.length - 1; slot >= 0; slot--) {
      const wheel = wheels[slot] ?? [];
      const place = ((places[slot] ?? 0) + 1) % wheel.length;
      places[slot] = place;
      words[slot] = wheel[place] ?? "";
      if (combine === "product" && place !== 0) break;
    }
  }
}

/** Whether a word stands twice, for `remove-duplicates`. */
export function hasTwice(words: readonly string[]): boolean {
  for (let at = 1; at < words.length; at++) {
    if (words.indexOf(words[at] ?? "") < at) return true;
  }
  return false;
}
