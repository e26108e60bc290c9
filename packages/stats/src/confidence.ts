/** Throws a RangeError for a confidence that is not strictly between 0 and 1, NaN included. */
export function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`a confidence must be between 0 and 1; ${confidence} was given`);
  }
}
