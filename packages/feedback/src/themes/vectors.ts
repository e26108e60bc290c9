import { DIMENSIONS } from "./terms.ts";

/** Texts as directions: of each the places of its terms and their weights, one text after the other, each of length 1. */
export interface Vectors {
  readonly count: number;
  /** Where each text begins in `places`; one more for the end of the last. */
  readonly starts: Uint32Array;
  readonly places: Uint16Array;
  readonly weights: Float32Array;
}

/**
 * TF-IDF of texts, each the places of its terms: a term weighs 1 + ln of how often the text has it, times 1 + ln((1 + n) / (1 +
 * texts that have it)), as scikit-learn smooths it. A text without terms is the direction of nothing.
 */
export function vectorsOf(texts: readonly Uint16Array[]): Vectors {
  const counted = texts.map(countPlaces);
  const having = new Float64Array(DIMENSIONS);
  for (const places of counted) for (const place of places.keys()) having[place] = (having[place] ?? 0) + 1;
  const size = counted.reduce((sum, places) => sum + places.size, 0);
  const starts = new Uint32Array(texts.length + 1);
  const places = new Uint16Array(size);
  const weights = new Float32Array(size);
  let at = 0;
  for (const [index, counts] of counted.entries()) {
    starts[index] = at;
    for (const [place, count] of counts) {
      places[at] = place;
      weights[at] = (1 + Math.log(count)) * (1 + Math.log((1 + texts.length) / (1 + (having[place] ?? 0))));
      at++;
    }
    normalise(weights.subarray(starts[index], at));
  }
  starts[texts.length] = at;
  return { count: texts.length, starts, places, weights };
}

/** The cosine of a text and one of `centres`, dense and of length 1. */
export function cosine({ starts, places, weights }: Vectors, text: number, centre: Float32Array): number {
  let sum = 0;
  const end = starts[text + 1] ?? 0;
  for (let at = starts[text] ?? 0; at < end; at++) sum += (weights[at] ?? 0) * (centre[places[at] ?? 0] ?? 0);
  return sum;
}

/** Adds a text to a direction. */
export function addTo(centre: Float32Array, { starts, places, weights }: Vectors, text: number): void {
  const end = starts[text + 1] ?? 0;
  for (let at = starts[text] ?? 0; at < end; at++) {
    const place = places[at] ?? 0;
    centre[place] = (centre[place] ?? 0) + (weights[at] ?? 0);
  }
}

/** To length 1, in place; nothing stays nothing. */
export function normalise(vector: Float32Array): void {
  const length = lengthOf(vector);
  if (length === 0) return;
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) / length;
}

export function lengthOf(vector: Float32Array): number {
  let squares = 0;
  for (let at = 0; at < vector.length; at++) squares += (vector[at] ?? 0) ** 2;
  return Math.sqrt(squares);
}

function countPlaces(places: Uint16Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  return counts;
}
