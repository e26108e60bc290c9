import type { Cells } from "./cells.ts";

/**
 * Counts on one side, by class: rows (or members of label sets) that have it as label, those of them predicted right, and
 * those predicted to be it. The last entry of each is for predictions that are no class. Counts are weighted where rows are.
 */
export interface Tally {
  readonly classes: readonly string[];
  rows: number;
  /** Rows whose prediction is the label; of sets, all of it. */
  right: number;
  readonly support: Float64Array;
  readonly hits: Float64Array;
  readonly predicted: Float64Array;
}

export function emptyTally(classes: readonly string[]): Tally {
  const perClass = () => new Float64Array(classes.length + 1);
  return { classes, rows: 0, right: 0, support: perClass(), hits: perClass(), predicted: perClass() };
}

/**
 * Fills `into` for one side, each cell taken as `counts` rows (cells.counts, or a draw of them): cells' weights are
 * multiplied in here.
 */
export function tally(cells: Cells, which: "candidate" | "baseline", counts: ArrayLike<number>, into: Tally): Tally {
  into.rows = 0;
  into.right = 0;
  into.support.fill(0);
  into.hits.fill(0);
  into.predicted.fill(0);
  const { labels, weights, members } = cells;
  const predictions = cells[which];
  for (let cell = 0; cell < labels.length; cell++) {
    const weight = (counts[cell] ?? 0) * (weights === null ? 1 : (weights[cell] ?? 0));
    if (weight === 0) continue;
    const label = labels[cell] ?? 0;
    const prediction = predictions[cell] ?? 0;
    into.rows += weight;
    if (label === prediction) into.right += weight;
    if (members === null) addClass(into, label, prediction, weight);
    else addSet(into, members[label] ?? [], members[prediction] ?? [], weight);
  }
  return into;
}

function addClass({ support, hits, predicted }: Tally, label: number, prediction: number, weight: number): void {
  support[label] = (support[label] ?? 0) + weight;
  predicted[prediction] = (predicted[prediction] ?? 0) + weight;
  if (label === prediction) hits[label] = (hits[label] ?? 0) + weight;
}

/** Both sets rise, so that what they share is found by walking along both. */
function addSet(tally: Tally, label: readonly number[], prediction: readonly number[], weight: number): void {
  const { support, hits, predicted } = tally;
  for (const code of label) support[code] = (support[code] ?? 0) + weight;
  let at = 0;
  for (const code of prediction) {
    predicted[code] = (predicted[code] ?? 0) + weight;
    while ((label[at] ?? Number.POSITIVE_INFINITY) < code) at++;
    if (label[at] === code) hits[code] = (hits[code] ?? 0) + weight;
  }
}
