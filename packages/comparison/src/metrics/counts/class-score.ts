/** What a score of one class is worked out from: its labels, those predicted right, and the predictions of it. */
export interface ClassCounts {
  readonly support: number;
  readonly hits: number;
  readonly predicted: number;
}

/** A score of one class, from 0 to 1; NaN where it is not defined. */
export type ClassScore = (counts: ClassCounts) => number;

/** NaN without labels, where scikit-learn warns and says 0: a recall of no rows is not a bad one. */
export const recall: ClassScore = ({ hits, support }) => hits / support;

/**
 * 0 where labels of the class are there and none is predicted, as scikit-learn has it with a warning; NaN where there is
 * neither.
 */
export const precision: ClassScore = ({ hits, support, predicted }) => {
  return support > 0 && predicted === 0 ? 0 : hits / predicted;
};

/**
 * (1 + beta²) hits / (beta² support + predicted), the weighted harmonic mean of precision and recall. NaN where there are
 * neither labels nor predictions.
 */
export function fBeta(beta: number): ClassScore {
  const square = beta * beta;
  return (counts) => {
    if (beta === 0) return precision(counts);
    return ((1 + square) * counts.hits) / (square * counts.support + counts.predicted);
  };
}

/** Right ones over those that are or are predicted to be of the class; NaN where there are neither. */
export const jaccard: ClassScore = ({ hits, support, predicted }) => hits / (support + predicted - hits);
