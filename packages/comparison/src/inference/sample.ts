import type { Clusters, ComparedSides, InferenceSettings } from "./estimate-types.ts";

/** The rows that estimates are about, on both sides. */
export interface Sample {
  readonly sides: ComparedSides;
  /** Row numbers, ascending. */
  readonly rows: Uint32Array;
  /** What each of the rows weighs; null where all weigh 1. */
  readonly weights: Float64Array | null;
  /** The clusters of these rows alone, each with a row at least: codes[i] is of rows[i]. */
  readonly clusters: Clusters | null;
  readonly settings: InferenceSettings;
}

export function sampleOf(sides: ComparedSides, rows: Uint32Array, settings: InferenceSettings): Sample {
  const { weights } = sides.candidate;
  return {
    sides,
    rows,
    weights: weights === null ? null : gather(weights, rows),
    clusters: sides.clusters === null ? null : clustersAmong(sides.clusters, rows),
    settings,
  };
}

/** What can vary independently: the clusters where there are some, else the rows that weigh anything. */
export function unitsOf({ rows, weights, clusters }: Sample): number {
  if (clusters !== null) return clusters.count;
  return weights === null ? rows.length : weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
}

/** The values of some rows. */
export function gather(values: Float64Array, rows: Uint32Array): Float64Array {
  const gathered = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) gathered[index] = values[rows[index] ?? 0] ?? Number.NaN;
  return gathered;
}

/** Numbers the clusters anew, in the order of their first row. */
function clustersAmong({ codes, count }: Clusters, rows: Uint32Array): Clusters {
  const renumbered = new Int32Array(count).fill(-1);
  const among = new Uint32Array(rows.length);
  let next = 0;
  for (let index = 0; index < rows.length; index++) {
    const code = codes[rows[index] ?? 0] ?? 0;
    if (renumbered[code] === -1) renumbered[code] = next++;
    among[index] = renumbered[code] ?? 0;
  }
  return { codes: among, count: next };
}
