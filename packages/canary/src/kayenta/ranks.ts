/** What a rank test needs of two samples ranked together. */
export interface Ranks {
  /** Of the experiment's mean ranks, from 1. */
  readonly sum: number;
  /** The sum of size³ − size over values that are tied. */
  readonly ties: number;
}

/** Ranks the experiment, moved down by `shift`, among the control, in one merge; both are sorted from the least up and finite. */
export function rankTogether(experiment: Float64Array, control: Float64Array, shift: number): Ranks {
  let [i, j, sum, ties] = [0, 0, 0, 0];
  while (i < experiment.length || j < control.length) {
    const [fromI, fromJ] = [i, j];
    const least = Math.min(at(experiment, i) - shift, at(control, j));
    while (i < experiment.length && at(experiment, i) - shift === least) i++;
    while (j < control.length && at(control, j) === least) j++;
    const size = i - fromI + j - fromJ;
    // A shift that is no number has no place in any order.
    if (size === 0) return { sum: Number.NaN, ties: Number.NaN };
    sum += (i - fromI) * (fromI + fromJ + (size + 1) / 2);
    ties += size ** 3 - size;
  }
  return { sum, ties };
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.POSITIVE_INFINITY;
}
