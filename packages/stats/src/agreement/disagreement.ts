/** What differences of values mean: none, their ranks', or their own. */
export type AlphaLevel = "nominal" | "ordinal" | "interval";

/** Units of two or more values, one after the other, each value by its place among the different ones. */
export interface CodedUnits {
  readonly count: number;
  readonly values: number;
  /** Where each unit begins in `codes`; one more for the end of the last. */
  readonly starts: Uint32Array;
  readonly codes: Uint32Array;
  /** The different values, ascending. */
  readonly scale: Float64Array;
}

/** In an order of their own, so that equal sets of units draw alike. Throws a RangeError for a value that is not finite. */
export function codeUnits(units: readonly (readonly number[])[]): CodedUnits {
  const pairable = units.filter(({ length }) => length >= 2).map((unit) => Float64Array.from(unit).sort());
  for (const unit of units) {
    if (!unit.every(Number.isFinite))
      throw new RangeError("agreement is of finite values; what is missing is left out");
  }
  pairable.sort(compareUnits);
  const all = pairable.flatMap((unit) => [...unit]);
  const scale = Float64Array.from(new Set(all)).sort();
  const places = new Map([...scale].map((value, place) => [value, place]));
  const starts = new Uint32Array(pairable.length + 1);
  for (const [index, unit] of pairable.entries()) starts[index + 1] = (starts[index] ?? 0) + unit.length;
  const codes = Uint32Array.from(all, (value) => places.get(value) ?? 0);
  return { count: pairable.length, values: all.length, starts, codes, scale };
}

/**
 * The mean disagreement of pairs within units, each unit taken so many times, and that of pairs of all values whoever gave them.
 * A nominal pair disagrees by 1 or 0, one of numbers by the square of their difference. The ordinal metric, the values between
 * two, is the difference of their mid-ranks.
 */
export function disagreement(
  units: CodedUnits,
  level: AlphaLevel,
  times: Uint32Array,
): { readonly observed: number; readonly expected: number } {
  const counts = countsOf(units, times);
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) return { observed: 0, expected: 0 };
  if (level === "nominal") {
    const same = counts.reduce((sum, count) => sum + count * count, 0);
    return { observed: nominalWithin(units, times) / n, expected: (n * n - same) / n / (n - 1) };
  }
  const scale = centred(level === "ordinal" ? midRanks(counts) : units.scale, counts, n);
  let squares = 0;
  let sum = 0;
  for (const [place, value] of scale.entries()) {
    squares += (counts[place] ?? 0) * value * value;
    sum += (counts[place] ?? 0) * value;
  }
  return { observed: squaresWithin(units, times, scale) / n, expected: (2 * (squares - (sum * sum) / n)) / (n - 1) };
}

function compareUnits(a: Float64Array, b: Float64Array): number {
  for (const [index, value] of a.entries()) {
    const other = b[index];
    if (other !== undefined && value !== other) return value - other;
  }
  return a.length - b.length;
}

/** How often each value is there. */
function countsOf({ count, starts, codes, scale }: CodedUnits, times: Uint32Array): Float64Array {
  const counts = new Float64Array(scale.length);
  for (let unit = 0; unit < count; unit++) {
    const weight = times[unit] ?? 0;
    for (let at = starts[unit] ?? 0; weight > 0 && at < (starts[unit + 1] ?? 0); at++) {
      const code = codes[at] ?? 0;
      counts[code] = (counts[code] ?? 0) + weight;
    }
  }
  return counts;
}

/** Of each unit the pairs that differ, by one less than its values; codes of a unit are in order. */
function nominalWithin({ count, starts, codes }: CodedUnits, times: Uint32Array): number {
  let total = 0;
  for (let unit = 0; unit < count; unit++) {
    const [start, end] = [starts[unit] ?? 0, starts[unit + 1] ?? 0];
    const size = end - start;
    let same = 0;
    let run = 0;
    for (let at = start; at < end; at++) {
      run = at > start && codes[at] === codes[at - 1] ? run + 1 : 1;
      // 1 + 3 + 5 + … is the square of the run's length.
      same += 2 * run - 1;
    }
    total += ((times[unit] ?? 0) * (size * size - same)) / (size - 1);
  }
  return total;
}

function squaresWithin({ count, starts, codes }: CodedUnits, times: Uint32Array, scale: Float64Array): number {
  let total = 0;
  for (let unit = 0; unit < count; unit++) {
    const [start, end] = [starts[unit] ?? 0, starts[unit + 1] ?? 0];
    const size = end - start;
    let squares = 0;
    let sum = 0;
    for (let at = start; at < end; at++) {
      const value = scale[codes[at] ?? 0] ?? 0;
      squares += value * value;
      sum += value;
    }
    total += ((times[unit] ?? 0) * 2 * (size * squares - sum * sum)) / (size - 1);
  }
  return total;
}

/** Where the middle of each value's occurrences lies among all. */
function midRanks(counts: Float64Array): Float64Array {
  let below = 0;
  return counts.map((count) => {
    below += count;
    return below - count / 2;
  });
}

/** Moved so that the mean is 0: sums of squares keep their digits. */
function centred(scale: Float64Array, counts: Float64Array, n: number): Float64Array {
  const mean = scale.reduce((sum, value, place) => sum + (value * (counts[place] ?? 0)) / n, 0);
  return scale.map((value) => value - mean);
}
