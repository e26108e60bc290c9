/** The sum of the digits, each times the weight in its place; digits beyond the weights do not count. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * digitAt(digits, index), 0);
}

export function digitAt(digits: string, index: number): number {
  return digits.charCodeAt(index) - 48;
}
