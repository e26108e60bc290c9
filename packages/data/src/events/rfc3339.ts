const DASH = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const SPACE = 0x20;
const UPPER_T = 0x54;
const UPPER_Z = 0x5a;
/** Makes a letter of ASCII a capital one. */
const CAPITAL = 0xdf;

/** Where the parts of 2026-11-02T10:00:00 are. */
const MONTH = 5;
const DAY = 8;
const CLOCK = 11;
const SECONDS_END = 19;
const OFFSET_LENGTH = 6;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365] as const;
/** Of the day 0000-01-01. */
const DAYS_BEFORE_1970 = 719_528;
const MS_A_MINUTE = 60_000;
const MS_A_DAY = 86_400_000;

/**
 * The time that bytes[start..end) are the text of, in whole milliseconds since 1970, what is finer cut off; NaN for what RFC 3339
 * does not allow, for days that no month has, and for leap seconds, which have no such number of their own.
 */
export function rfc3339Time(bytes: Uint8Array, start: number, end: number): number {
  const separator = bytes[start + CLOCK - 1] ?? 0;
  const isShaped =
    end - start > SECONDS_END &&
    bytes[start + MONTH - 1] === DASH &&
    bytes[start + DAY - 1] === DASH &&
    ((separator & CAPITAL) === UPPER_T || separator === SPACE);
  if (!isShaped) return Number.NaN;
  const day = dayNumber(
    100 * twoDigits(bytes, start) + twoDigits(bytes, start + 2),
    twoDigits(bytes, start + MONTH),
    twoDigits(bytes, start + DAY),
  );
  const second = bytes[start + CLOCK + 5] === COLON ? twoDigits(bytes, start + CLOCK + 6) : Number.NaN;
  if (!(second < 60)) return Number.NaN;
  const seconds = 1_000 * second + MS_A_MINUTE * minutesAt(bytes, start + CLOCK);
  return MS_A_DAY * day + seconds + restOf(bytes, start + SECONDS_END, end);
}

/** What a fraction of a second adds and the offset takes away, in milliseconds. */
function restOf(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== POINT) return -offsetAt(bytes, start, end);
  let fraction = 0;
  let scale = 100;
  let at = start + 1;
  for (; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (!(digit >= 0 && digit <= 9)) break;
    // What is below a millisecond has a scale below 1.
    if (scale >= 1) fraction += scale * digit;
    scale /= 10;
  }
  return at > start + 1 ? fraction - offsetAt(bytes, at, end) : Number.NaN;
}

/** In milliseconds ahead of UTC. */
function offsetAt(bytes: Uint8Array, at: number, end: number): number {
  const sign = bytes[at] ?? 0;
  if ((sign & CAPITAL) === UPPER_Z && at + 1 === end) return 0;
  if ((sign !== PLUS && sign !== DASH) || at + OFFSET_LENGTH !== end) return Number.NaN;
  const offset = MS_A_MINUTE * minutesAt(bytes, at + 1);
  return sign === PLUS ? offset : -offset;
}

/** Of 10:30, up to 23:59. */
function minutesAt(bytes: Uint8Array, at: number): number {
  const hour = twoDigits(bytes, at);
  const minute = twoDigits(bytes, at + 3);
  return hour < 24 && minute < 60 && bytes[at + 2] === COLON ? 60 * hour + minute : Number.NaN;
}

/** Days since 1970 in the Gregorian calendar. */
function dayNumber(year: number, month: number, day: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const before = DAYS_BEFORE_MONTH[month - 1] ?? Number.NaN;
  const length = (DAYS_BEFORE_MONTH[month] ?? Number.NaN) - before + (month === 2 && isLeap ? 1 : 0);
  if (!(day >= 1 && day <= length)) return Number.NaN;
  const leapDays = Math.ceil(year / 4) - Math.ceil(year / 100) + Math.ceil(year / 400);
  return 365 * year + leapDays - DAYS_BEFORE_1970 + before + (month > 2 && isLeap ? 1 : 0) + day - 1;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}
