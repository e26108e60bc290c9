/** How much a disagreement weighs: 1, the distance of the two categories, or its square. */
export const KAPPA_WEIGHTS = ["none", "linear", "quadratic"] as const;

export type KappaWeights = (typeof KAPPA_WEIGHTS)[number];

/**
 * Cohen's kappa of two people who both put the same things into categories, place by place: 1 - observed / expected
 * disagreement, from 1 down to -1 (A coefficient of agreement for nominal scales, 1960; with weights, Weighted kappa, 1968).
 * Categories are whole numbers from 0 on, in their order where weights count. Null where both only ever used the same one
 * category, where nothing but agreement was to be expected. Throws a RangeError for lists of different lengths, none, or
 * categories that are not whole numbers from 0 to 9,999.
 */
export function cohensKappa(
  one: readonly number[],
  other: readonly number[],
  weights: KappaWeights = "none",
): number | null {
  if (one.length !== other.length || one.length === 0) {
    throw new RangeError(`kappa is of pairs; ${one.length} and ${other.length} categories were given`);
  }
  const size = 1 + [...one, ...other].reduce((most, category) => Math.max(most, checked(category)), 0);
  const rows = new Float64Array(size);
  const columns = new Float64Array(size);
  const weight = WEIGHT[weights];
  let observed = 0;
  for (const [index, category] of one.entries()) {
    const second = other[index] ?? 0;
    rows[category] = (rows[category] ?? 0) + 1;
    columns[second] = (columns[second] ?? 0) + 1;
    observed += weight(category - second);
  }
  let expected = 0;
  for (const [row, ofOne] of rows.entries()) {
    for (const [column, ofOther] of columns.entries()) {
      if (ofOne > 0 && ofOther > 0) expected += (ofOne * ofOther * weight(row - column)) / one.length;
    }
  }
  return expected > 0 ? 1 - observed / expected : null;
}

/** A table of so many squared is walked through once. */
const MOST_CATEGORIES = 10_000;

const WEIGHT: Readonly<Record<KappaWeights, (distance: number) => number>> = {
  none: (distance) => (distance === 0 ? 0 : 1),
  linear: Math.abs,
  quadratic: (distance) => distance * distance,
};

function checked(category: number): number {
  if (Number.isInteger(category) && category >= 0 && category < MOST_CATEGORIES) return category;
  throw new RangeError(`${category} is not a category; whole numbers from 0 to ${MOST_CATEGORIES - 1} are`);
}
