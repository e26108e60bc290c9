/** A whole number from 0 to below `end`, drawn from a seeded sequence. */
export type Draw = (end: number) => number;

/** The 32-bit generator "mulberry32", which is in the public domain. */
export function drawFrom(seed: number): Draw {
  let state = seed;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return Math.floor((((word ^ (word >>> 14)) >>> 0) / 2 ** 32) * end);
  };
}

export function pick<Item>(draw: Draw, items: readonly [Item, ...Item[]]): Item {
  return items[draw(items.length)] ?? items[0];
}

/** So many of something, from `least` to `most`. */
export function several<Item>(draw: Draw, least: number, most: number, make: () => Item): Item[] {
  return Array.from({ length: least + draw(most - least + 1) }, make);
}
