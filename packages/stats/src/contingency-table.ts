/** What is fixed of a table of two rows and two columns when its first cell varies. */
export interface Margins {
  /** The sums of the first and of the second row. */
  readonly first: number;
  readonly second: number;
  /** The sum of the first column. */
  readonly column: number;
  readonly total: number;
}

/** The margins of [[a, b], [c, d]]. Throws a RangeError for counts that are no whole numbers of at least 0. */
export function marginsOf(a: number, b: number, c: number, d: number): Margins {
  for (const count of [a, b, c, d]) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${count} is not a count`);
  }
  const total = a + b + c + d;
  if (!Number.isSafeInteger(total)) throw new RangeError(`a table of ${total} is too large`);
  return { first: a + b, second: c + d, column: a + c, total };
}

/** The least and the greatest that the first cell can be. */
export function firstCellRange({ first, second, column }: Margins): { readonly least: number; readonly most: number } {
  return { least: Math.max(0, column - second), most: Math.min(first, column) };
}
