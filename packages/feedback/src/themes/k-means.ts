import { createRandom, type Random, seedFrom } from "@airworthy/stats";
import { DIMENSIONS } from "./terms.ts";
import { addTo, cosine, normalise, type Vectors } from "./vectors.ts";

export interface Clusters {
  /** Directions of length 1. */
  readonly centres: readonly Float32Array[];
  /** Of each text its centre. */
  readonly of: Uint32Array;
  /** The sum of all texts' cosines with their centres. */
  readonly tightness: number;
}

/** Texts settle long before. */
const MOST_ROUNDS = 20;
/** Starts from as many draws; the tightest is taken. */
const STARTS = 3;

/**
 * Spherical k-means (Dhillon and Modha, Concept Decompositions for Large Sparse Text Data, Machine Learning 42, 2001), begun as
 * k-means++ has it (Arthur and Vassilvitskii, 2007), with 1 - cosine for the squared distance. `k` is at most the number of texts.
 */
export function kMeans(vectors: Vectors, k: number, seed: number): Clusters {
  let best: Clusters | null = null;
  for (let start = 0; start < STARTS; start++) {
    const random = createRandom(seedFrom(seed, "k-means", String(k), String(start)));
    const found = settle(vectors, firstCentres(vectors, k, random));
    if (best === null || found.tightness > best.tightness) best = found;
  }
  if (best === null) throw new RangeError("no start, no clusters");
  return best;
}

/** Texts at their nearest centres, the first of those that are equally near. */
export function assign(vectors: Vectors, centres: readonly Float32Array[]): Clusters {
  const of = new Uint32Array(vectors.count);
  let tightness = 0;
  for (let text = 0; text < vectors.count; text++) {
    let [most, nearest] = [-1, 0];
    for (const [index, centre] of centres.entries()) {
      const near = cosine(vectors, text, centre);
      if (near > most) [most, nearest] = [near, index];
    }
    of[text] = nearest;
    tightness += most;
  }
  return { centres, of, tightness };
}

function settle(vectors: Vectors, first: readonly Float32Array[]): Clusters {
  let found = assign(vectors, first);
  for (let round = 1; round < MOST_ROUNDS; round++) {
    const next = assign(vectors, centresOf(vectors, found));
    const isSettled = next.of.every((centre, text) => centre === found.of[text]);
    found = next;
    if (isSettled) break;
  }
  return found;
}

/** The directions of what is assigned to each; a centre that nothing is nearest to stays where it is. */
function centresOf(vectors: Vectors, clusters: Clusters): readonly Float32Array[] {
  const sums = sumsOf(vectors, clusters);
  for (const sum of sums) normalise(sum);
  const full = new Set(clusters.of);
  return sums.map((sum, index) => (full.has(index) ? sum : (clusters.centres[index] ?? sum)));
}

/** The sums of what is assigned to each. */
export function sumsOf(vectors: Vectors, { centres, of }: Pick<Clusters, "centres" | "of">): readonly Float32Array[] {
  const sums = centres.map(() => new Float32Array(DIMENSIONS));
  for (const [text, centre] of of.entries()) {
    const sum = sums[centre];
    if (sum !== undefined) addTo(sum, vectors, text);
  }
  return sums;
}

/** The first anywhere, each further one with a probability in proportion to its distance from those that are there. */
function firstCentres(vectors: Vectors, k: number, random: Random): readonly Float32Array[] {
  const distances = new Float64Array(vectors.count).fill(1);
  const centres: Float32Array[] = [];
  while (centres.length < k) {
    const text = draw(distances, random);
    const centre = new Float32Array(DIMENSIONS);
    addTo(centre, vectors, text);
    centres.push(centre);
    for (let other = 0; other < vectors.count; other++) {
      const distance = Math.max(0, 1 - cosine(vectors, other, centre));
      distances[other] = Math.min(distances[other] ?? 0, distance);
    }
  }
  return centres;
}

function draw(distances: Float64Array, random: Random): number {
  const all = distances.reduce((sum, distance) => sum + distance, 0);
  if (!(all > 0)) return random.integer(distances.length);
  let left = random.next() * all;
  for (const [text, distance] of distances.entries()) {
    left -= distance;
    if (left < 0) return text;
  }
  return distances.length - 1;
}
