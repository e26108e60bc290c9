/** CheckList's default for INV (checklist/test_types.py); its published suites use the same for DIR. */
export const DEFAULT_CONFIDENCE_TOLERANCE = 0.1;

/** So that a difference that equals the tolerance but for a double's rounding passes: 0.5 - 0.4 is above 0.1 in doubles. */
export const ROUNDING = 1e-12;

/** How far a number may be from another. Whichever of the two allows more counts. */
export interface NumberTolerance {
  /** In the number's own unit. */
  readonly absolute: number;
  /** As a share of the size of the number that it is compared with. */
  readonly relative: number;
}

/** How far `value` may be from `reference`, with an allowance for rounding that grows with the numbers. */
export function allowedFrom(reference: number, tolerance: NumberTolerance): number {
  const size = Math.abs(reference);
  return Math.max(tolerance.absolute, tolerance.relative * size) + ROUNDING * Math.max(1, size);
}

/**
 * The result, from -1 to 0, of a number that is `distance` beyond what is allowed from `reference`: a distance has no
 * upper end, so it is set against the number's own size; -0.5 is a distance as large as the reference.
 */
export function distanceResult(distance: number, reference: number): number {
  if (!Number.isFinite(distance)) return -1;
  return -distance / (distance + Math.abs(reference));
}
