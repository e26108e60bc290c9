/** The rows of some scores from the lowest score to the highest, made once and walked for each weighting of the rows. */
export interface ScoreOrder {
  /** Row numbers, by rising score. */
  readonly rows: Uint32Array;
  /** At each place of `rows`: 1 where the next score is higher, or there is none; 0 where it is the same. */
  readonly endsTie: Uint8Array;
}

/** What each row weighs, at least 0; null where all weigh 1. */
export type RowWeights = ArrayLike<number> | null;

export function weightOf(weights: RowWeights, row: number): number {
  return weights === null ? 1 : (weights[row] ?? 0);
}

/** Below, comparing costs less than emptying the counters of a radix sort four times. */
const FEW_ROWS = 1000;

/** The 64 bits of a double are four digits of 16, the lowest first on the machines that Node runs on. */
const DIGITS = 4;
const RADIX = 2 ** 16;
const ALL_BITS = RADIX - 1;
const SIGN_BIT = RADIX / 2;

/**
 * Sorts by score; 0 and -0 are the same. Only row numbers are moved: 8 bytes a row while it sorts, 5 that stay. Up to
 * 2^32 - 1 scores, finite or infinite; throws a RangeError for a NaN.
 */
export function orderScores(scores: Float64Array): ScoreOrder {
  const unsorted = rowNumbers(scores.length);
  const rows = scores.length < FEW_ROWS ? comparedOrder(scores, unsorted) : radixOrder(scores, unsorted);
  const endsTie = new Uint8Array(rows.length);
  let higher = Number.NaN;
  for (let place = rows.length - 1; place >= 0; place--) {
    const score = scores[rows[place] ?? 0] ?? 0;
    if (Number.isNaN(score)) throw new RangeError("a score is NaN");
    endsTie[place] = score === higher ? 0 : 1;
    higher = score;
  }
  return { rows, endsTie };
}

/** From 0; a loop, as `from` would make a list of them first. */
function rowNumbers(count: number): Uint32Array<ArrayBuffer> {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}

function comparedOrder(scores: Float64Array, rows: Uint32Array): Uint32Array {
  return rows.sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0) || a - b);
}

/** A radix sort from the lowest digit up, each pass stable. A digit that all scores share moves nothing. */
function radixOrder(scores: Float64Array, rows: Uint32Array<ArrayBuffer>): Uint32Array {
  const digits = new Uint16Array(scores.buffer, scores.byteOffset, scores.length * DIGITS);
  let from = rows;
  let to = new Uint32Array(scores.length);
  for (let digit = 0; digit < DIGITS; digit++) {
    const starts = startsByDigit(digits, digit);
    if (starts === null) continue;
    for (let place = 0; place < from.length; place++) {
      const row = from[place] ?? 0;
      const value = risingDigit(digits, row, digit);
      const start = starts[value] ?? 0;
      to[start] = row;
      starts[value] = start + 1;
    }
    [from, to] = [to, from];
  }
  // Given back at once, not when garbage is next collected: of ten million rows it is 40 megabytes.
  to.buffer.transfer(0);
  return from;
}

/** Where the rows of each value of a digit start; null where all rows have the same. */
function startsByDigit(digits: Uint16Array, digit: number): Uint32Array | null {
  const rows = digits.length / DIGITS;
  const counts = new Uint32Array(RADIX);
  for (let row = 0; row < rows; row++) {
    const value = risingDigit(digits, row, digit);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  let start = 0;
  for (let value = 0; value < RADIX; value++) {
    const count = counts[value] ?? 0;
    if (count === rows) return null;
    counts[value] = start;
    start += count;
  }
  return counts;
}

/**
 * As whole numbers, the bits of positive doubles rise with the number and those of negative ones fall: with the sign
 * turned, and of negative ones all bits, they rise throughout.
 */
function risingDigit(digits: Uint16Array, row: number, digit: number): number {
  const first = row * DIGITS;
  const isNegative = (digits[first + DIGITS - 1] ?? 0) >= SIGN_BIT;
  const turned = isNegative ? ALL_BITS : digit === DIGITS - 1 ? SIGN_BIT : 0;
  return (digits[first + digit] ?? 0) ^ turned;
}
