/** What is shown for NaN; infinities are "infinite" and "−infinite". No number that is shown is ever "-0.0". */
const NOT_A_NUMBER = "not a number";

/** What is nearer to zero than this is noise of binary fractions (0.3 − 0.1 − 0.2 is −2.8e-17), not a value. */
export const NOISE = 1e-9;

export const MINUS = "\u2212";

const COUNT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** A fraction of one in percent: 0.152 is "15.2 %". What is not quite 0 or 1 never reads as 0 or 100. */
export function formatPercent(fraction: number): string {
  return fraction >= 0.9995 && fraction < 1 - NOISE ? "> 99.9 %" : fixed(fraction * 100, 1, " %");
}

/** A difference of two fractions of one in percentage points: 0.644 is "64.4 pp". */
export function formatPoints(difference: number): string {
  return fixed(difference * 100, pointDigits(difference * 100), " pp");
}

/** The same with its sign: "+64.4 pp", "−1.2 pp", "0.0 pp". */
export function formatSignedPoints(difference: number): string {
  return fixed(difference * 100, pointDigits(difference * 100), " pp", "+");
}

/** A plain number with three decimals: 0.8123 is "0.812". */
export function formatNumber(value: number, digits = 3): string {
  return fixed(value, digits, "");
}

/** A count with thousands apart: 3003 is "3,003". A fraction is rounded. */
export function formatCount(count: number): string {
  return Number.isFinite(count) ? COUNT.format(Math.round(count) + 0).replace("-", MINUS) : unusual(count);
}

/** A count and its noun, which takes an "s" unless another plural is given: "1 row", "3,003 rows". */
export function formatCounted(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** What is no finite number, in words. */
export function unusual(value: number): string {
  if (Number.isNaN(value)) return NOT_A_NUMBER;
  return value > 0 ? "infinite" : `${MINUS}infinite`;
}

/**
 * Rounded to 12 significant digits first, so that 1.0049999999999999 is 1.005. What is not zero but would read as zero
 * is "< 0.1" or "> −0.1" instead.
 */
function fixed(value: number, digits: number, suffix: string, plus = ""): string {
  if (!Number.isFinite(value)) return unusual(value);
  const rounded = Number(value.toPrecision(12)).toFixed(digits);
  if (Number(rounded) !== 0) return (value > 0 ? plus + rounded : rounded.replace("-", MINUS)) + suffix;
  if (Math.abs(value) <= NOISE) return (0).toFixed(digits) + suffix;
  const least = (10 ** -digits).toFixed(digits) + suffix;
  return value > 0 ? `< ${plus}${least}` : `> ${MINUS}${least}`;
}

/** One decimal, or two where one would show a real difference as none. */
function pointDigits(points: number): number {
  return Math.abs(points) < 0.05 && Math.abs(points) > NOISE ? 2 : 1;
}
