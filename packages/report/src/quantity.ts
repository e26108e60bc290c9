import { formatPercent, formatPoints, formatSignedPoints, MINUS, NOISE, unusual } from "./format.ts";

/** How a metric's values and differences are written. A `rate` is a fraction of one, shown in percent and points. */
export const UNITS = ["rate", "number", "count", "milliseconds", "seconds", "bytes", "dollars", "euros"] as const;

export type Unit = (typeof UNITS)[number];

/** How a number in a unit is written: the usual decimals, and what stands around it. `isWhole` values may have none. */
interface Writing {
  readonly before: string;
  readonly after: string;
  readonly decimals: number;
  readonly isWhole: boolean;
  readonly divisor: number;
}

const PLAIN: Writing = { before: "", after: "", decimals: 3, isWhole: false, divisor: 1 };

/** Errors in percent of a value near zero know no bound: beyond this they are written as other large numbers are. */
const LARGE_RATE = 10;
const PERCENT: Writing = { ...PLAIN, decimals: 1, after: " %", divisor: 0.01 };
const POINTS: Writing = { ...PERCENT, after: " pp" };

const WRITINGS: Readonly<Record<Exclude<Unit, "rate" | "bytes">, Writing>> = {
  number: PLAIN,
  count: { ...PLAIN, decimals: 1, isWhole: true },
  milliseconds: { ...PLAIN, decimals: 1, after: " ms" },
  seconds: { ...PLAIN, decimals: 2, after: " s" },
  dollars: { ...PLAIN, decimals: 2, before: "$" },
  euros: { ...PLAIN, decimals: 2, before: "€" },
};

/** Decimal multiples (SI), as disks and networks are sold; 1 kB is 1,000 B. */
const BYTES: readonly string[] = ["B", "kB", "MB", "GB", "TB"];
const BYTES_STEP = 1_000;

/** A large number has fewer decimals, so that about this many digits remain; a small one more, so that at least 2 do. */
const MOST_DIGITS = 6;
const LEAST_DIGITS = 2;

/** Powers of ten outside of which a number is written with an exponent: 1e−7. */
const LEAST_POWER = -6;
const MOST_POWER = 14;

/** What sums in double precision may be off by, as a share of what was summed. */
const RELATIVE_NOISE = 1e-12;

/**
 * A value in its unit: "15.2 %", "0.812", "1,234.5 ms", "12.3 MB", "$0.0012". What is not zero never reads as zero.
 * `size` is the largest magnitude that stands beside it: all of a row are then in kB or all in MB.
 */
export function formatValue(value: number, unit: Unit, size: number = Math.abs(value)): string {
  if (unit !== "rate") return write(value, writingOf(unit, size), "");
  return Math.abs(value) < LARGE_RATE ? formatPercent(value) : write(value, PERCENT, "");
}

/** The magnitude of a difference in its unit: "1.2 pp", "20.0 kB". `size` as for a value. */
export function formatMagnitude(difference: number, unit: Unit, size: number = Math.abs(difference)): string {
  const magnitude = Math.abs(difference);
  if (unit !== "rate") return write(magnitude, writingOf(unit, size), "");
  return magnitude < LARGE_RATE ? formatPoints(magnitude) : write(magnitude, POINTS, "");
}

/** A difference with its sign: "+1.2 pp", "−$0.0012". `size` as for a value. */
export function formatSigned(difference: number, unit: Unit, size: number = Math.abs(difference)): string {
  if (unit !== "rate") return write(difference, writingOf(unit, size), "+");
  return Math.abs(difference) < LARGE_RATE ? formatSignedPoints(difference) : write(difference, POINTS, "+");
}

/** What follows the number in a difference, so that two bounds can share it: " pp", " MB"; empty where nothing does. */
export function unitAfter(unit: Unit, size: number): string {
  return unit === "rate" ? " pp" : writingOf(unit, size).after;
}

/** Whether a difference of values as large as `size` is no more than the noise of their binary fractions. */
export function isNoise(difference: number, unit: Unit, size: number): boolean {
  return Math.abs(difference) <= (unit === "rate" ? NOISE : RELATIVE_NOISE * size);
}

function writingOf(unit: Exclude<Unit, "rate">, size: number): Writing {
  if (unit !== "bytes") return WRITINGS[unit];
  const power = Number.isFinite(size) && size >= 1 ? Math.floor(powerOf(size) / Math.log10(BYTES_STEP)) : 0;
  const step = Math.min(power, BYTES.length - 1);
  return { ...PLAIN, decimals: 1, isWhole: step === 0, divisor: BYTES_STEP ** step, after: ` ${BYTES[step]}` };
}

function write(value: number, writing: Writing, plus: string): string {
  if (!Number.isFinite(value)) return unusual(value);
  const sign = value === 0 ? "" : value < 0 ? MINUS : plus;
  return sign + writing.before + digitsOf(Math.abs(value) / writing.divisor, writing) + writing.after;
}

function digitsOf(magnitude: number, { decimals, isWhole }: Writing): string {
  if (magnitude === 0) return (0).toFixed(isWhole ? 0 : decimals);
  const power = powerOf(magnitude);
  if (power < LEAST_POWER || power > MOST_POWER) return exponential(magnitude);
  if (isWhole && Number.isInteger(magnitude)) return grouped(magnitude.toFixed(0));
  const usual = Math.max(0, Math.min(decimals, MOST_DIGITS - 1 - power));
  const digits = Math.max(usual, LEAST_DIGITS - 1 - power);
  const text = Number(magnitude.toPrecision(15)).toFixed(digits);
  // 0.0004 needs a decimal more than usual, but not the second digit of 0.00040.
  return grouped(digits > usual && text.endsWith("0") ? text.slice(0, -1) : text);
}

function powerOf(magnitude: number): number {
  return Math.floor(Math.log10(magnitude));
}

function exponential(magnitude: number): string {
  const text = magnitude.toExponential(LEAST_DIGITS - 1);
  return text.replace(".0e", "e").replace("+", "").replace("-", MINUS);
}

/** Thousands apart: "1,234.5". */
function grouped(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  const apart = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? apart : `${apart}.${fraction}`;
}
