import {
  aucInfluence,
  averagePrecisionInfluence,
  averagePrecisionInOrder,
  type RowWeights,
  rocAucInOrder,
  type ScoreOrder,
} from "@airworthy/stats";

/** A measure of how well scores put the rows of a class before the others, on sorted scores. */
export interface Discrimination {
  value(order: ScoreOrder, isPositive: Uint8Array, weights: RowWeights): number;
  influence(order: ScoreOrder, isPositive: Uint8Array, weights: RowWeights): Float64Array;
}

export const ROC_AUC: Discrimination = {
  value: rocAucInOrder,
  influence: (order, isPositive, weights) => aucInfluence(order, isPositive, weights).influence,
};

export const AVERAGE_PRECISION: Discrimination = {
  value: averagePrecisionInOrder,
  influence: averagePrecisionInfluence,
};
