import { type Criteria, type Difference, gainOf } from "./decide.ts";

/** More than this is not an advice any more. */
const MOST_EXAMPLES = 1_000_000_000;

/**
 * About how many rows in all would let the interval exclude a loss beyond the margin, if the difference stays as it is: an
 * interval's width falls with the square root of the rows. Null where no number of rows would: the estimate is itself
 * worse than the margin, or nothing is known of its width.
 */
export function examplesNeeded(rows: number, difference: Difference, criteria: Criteria): number | null {
  const { gain, worst } = gainOf(difference, criteria.direction);
  const allowed = gain + criteria.margin;
  const needed = Math.ceil(rows * ((gain - worst) / allowed) ** 2);
  return allowed > 0 && needed <= MOST_EXAMPLES ? Math.max(needed, rows + 1) : null;
}
