/** 2^27 + 1: a product with it divides a double's 53 bits into two halves. */
const SPLITTER = 134_217_729;
/** Far more than the error of the correction below, which is a few roundings of 2^-53. */
const SLACK = 2 ** -48;

/**
 * The double nearest to (head * power + tail) / divisor, all of them whole, at least 0 and doubles, the dividend below 2^64; -1
 * where it lies too near the middle of two doubles to tell. The quotient of the doubles nearest to dividend and divisor is
 * corrected by what is left over, which the error of a product tells exactly (T. J. Dekker, A Floating-Point Technique for
 * Extending the Available Precision, 1971).
 */
export function nearestQuotient(head: number, power: number, tail: number, divisor: number): number {
  const product = head * power;
  const dividend = product + tail;
  // Whole numbers of far less than 53 bits: exact.
  const left = productError(head, power, product) + (tail - (dividend - product));
  const quotient = dividend / divisor;
  const back = quotient * divisor;
  const correction = (dividend - back - productError(quotient, divisor, back) + left) / divisor;
  const nearest = quotient + correction * (1 + SLACK);
  return nearest === quotient + correction * (1 - SLACK) ? nearest : -1;
}

/** a * b - product, where product is a * b rounded. */
function productError(a: number, b: number, product: number): number {
  const aHigh = highHalf(a);
  const bHigh = highHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function highHalf(number: number): number {
  const scaled = SPLITTER * number;
  return scaled - (scaled - number);
}
