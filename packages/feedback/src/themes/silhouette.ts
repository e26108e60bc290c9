import { type Clusters, sumsOf } from "./k-means.ts";
import { cosine, lengthOf, normalise, type Vectors } from "./vectors.ts";

/**
 * The mean simplified silhouette, -1 to 1: how much nearer texts are to the centre of the others of their cluster than to the next
 * cluster's (Hruschka, de Castro and Campello, Evolutionary Algorithms for Clustering Gene-Expression Data, 2004), by 1 - cosine.
 * Each text is left out of its own centre: of few texts with many words every text is near the centre that it makes. A text alone
 * in its cluster counts 0, as Rousseeuw has it (1987).
 */
export function silhouetteOf(vectors: Vectors, clusters: Clusters): number {
  const centres = sumsOf(vectors, clusters);
  const lengths = centres.map(lengthOf);
  for (const centre of centres) normalise(centre);
  let total = 0;
  for (const [text, own] of clusters.of.entries()) {
    let [mine, next] = [0, 0];
    for (const [index, centre] of centres.entries()) {
      const near = cosine(vectors, text, centre);
      if (index === own) mine = near;
      else next = Math.max(next, near);
    }
    const without = withoutItself(mine, lengths[own] ?? 0);
    if (without !== null) total += (without - next) / Math.max(1 - without, 1 - next, Number.EPSILON);
  }
  // Of texts that are all the same single precision makes a little more than 1.
  return vectors.count === 0 ? 0 : Math.max(-1, Math.min(1, total / vectors.count));
}

/** The cosine of a text and the sum of others, from that with the whole sum of which it is one; null where there are no others. */
function withoutItself(near: number, length: number): number | null {
  const rest = Math.sqrt(Math.max(0, length * length - 2 * length * near + 1));
  return rest < ROUNDING ? null : (length * near - 1) / rest;
}

/** Of sums of single precision. */
const ROUNDING = 1e-3;
