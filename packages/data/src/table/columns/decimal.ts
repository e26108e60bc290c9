import { nearestQuotient } from "./nearest-quotient.ts";

const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const UPPER_E = 0x45;
const LOWER_E = 0x65;

/** As JSON writes numbers, and besides with a plus sign, leading zeros, or no digit on one side of the point. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Every whole number of so many digits is a double. */
const EXACT_DIGITS = 15;
/** JSON.stringify writes up to 17 digits, other programs some more. */
const MAX_DIGITS = 19;
/** The powers of ten that are doubles. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const MAX_POWER = POWERS.length - 1;
const MAX_EXPONENT_DIGITS = 3;

/**
 * The double nearest to the decimal number that bytes[start..end) are the text of; NaN for any other text. Infinite where
 * the number is beyond the doubles.
 *
 * A product or quotient of two doubles is rounded once: where the digits and the power of ten are both doubles, it is the
 * nearest (W. D. Clinger, How to Read Floating Point Numbers Accurately, 1990). Some more digits take some more operations;
 * all others are left to Number.
 */
export function decimalNumber(bytes: Buffer, start: number, end: number): number {
  const sign = bytes[start];
  const number = magnitude(bytes, sign === MINUS || sign === PLUS ? start + 1 : start, end);
  if (number >= 0) return sign === MINUS ? -number : number;
  const text = bytes.toString("latin1", start, end);
  return DECIMAL.test(text) ? Number(text) : Number.NaN;
}

/** The number without a sign; below 0 or NaN where it is left to others. */
function magnitude(bytes: Uint8Array, start: number, end: number): number {
  // The number's digits are `head`, then `tail`.
  let head = 0;
  let tail = 0;
  let digits = 0;
  let at = start;
  let points = 0;
  let fraction = start;
  for (; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit >= 0 && digit <= 9) {
      if (digits < EXACT_DIGITS) head = 10 * head + digit;
      else tail = 10 * tail + digit;
      if (head > 0) digits++;
    } else if (digit === POINT - ZERO && points === 0) {
      points = 1;
      fraction = at + 1;
    } else break;
  }
  const hasDigit = at - start > points;
  if (!hasDigit || digits > MAX_DIGITS) return -1;
  const exponent = exponentOf(bytes, at, end) - points * (at - fraction);
  return digits <= EXACT_DIGITS ? scaled(head, exponent) : quotient(head, tail, digits - EXACT_DIGITS, exponent);
}

/** 0 where there is nothing, NaN where there is something else or a long exponent. */
function exponentOf(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return 0;
  if (bytes[start] !== LOWER_E && bytes[start] !== UPPER_E) return Number.NaN;
  const sign = bytes[start + 1];
  const first = sign === MINUS || sign === PLUS ? start + 2 : start + 1;
  if (first >= end || end - first > MAX_EXPONENT_DIGITS) return Number.NaN;
  let exponent = 0;
  for (let at = first; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    exponent = 10 * exponent + digit;
  }
  return sign === MINUS ? -exponent : exponent;
}

function scaled(digits: number, exponent: number): number {
  if (exponent >= 0 && exponent <= MAX_POWER) return digits * (POWERS[exponent] ?? 1);
  if (exponent < 0 && exponent >= -MAX_POWER) return digits / (POWERS[-exponent] ?? 1);
  return -1;
}

function quotient(head: number, tail: number, tailDigits: number, exponent: number): number {
  if (!(exponent <= 0 && exponent >= -MAX_POWER)) return -1;
  return nearestQuotient(head, POWERS[tailDigits] ?? 1, tail, POWERS[-exponent] ?? 1);
}
