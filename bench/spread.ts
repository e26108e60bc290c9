/** What several runs measured. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly runs: number;
}

/** Throws where nothing was measured, or something that is no number. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0 || values.some(Number.isNaN)) throw new Error(`[${values}] is no measurement`);
  return { median: median(values), least: Math.min(...values), most: Math.max(...values), runs: values.length };
}

/** Round by round, what one measured as a share of what the other did in the same round: a busy minute counts for both. */
export function ratiosOf(one: readonly number[], other: readonly number[]): Spread {
  if (one.length !== other.length) throw new Error(`${one.length} runs cannot be paired with ${other.length}`);
  return spreadOf(one.map((value, round) => value / (other[round] ?? Number.NaN)));
}

/** A row's runs and spread, with so many digits after the point. */
export function told(
  { least, most, runs }: Spread,
  digits: number,
): { readonly runs: number; readonly spread: string } {
  const shown = (value: number) =>
    value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return { runs, spread: runs === 1 ? "one run" : `${shown(least)} to ${shown(most)}` };
}

/** NaN of nothing. */
export function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  const middle = Math.floor(ordered.length / 2);
  const upper = ordered[middle] ?? Number.NaN;
  return ordered.length % 2 === 1 ? upper : ((ordered[middle - 1] ?? Number.NaN) + upper) / 2;
}
