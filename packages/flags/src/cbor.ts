import { asJson, fail, isPlain } from "./logic/values.ts";

/** CBOR's major types (RFC 8949, section 3.1). */
const UNSIGNED = 0;
const NEGATIVE = 1;
const TEXT = 3;
const LIST = 4;
const MAP = 5;

const TWO_32 = 2 ** 32;
/** Nesting of a value. */
const MOST_LEVELS = 100;

/**
 * A value of JSON in CBOR's core deterministic encoding (RFC 8949, section 4.2.1): shortest lengths, shortest floats, keys by the bytes
 * of their encoding. A whole number of -2^63 to 2^64 - 1 is an integer, whatever it was written as. Counts its work by `spend`; throws
 * where a value is nested too deeply or is no JSON.
 */
export function encodeCbor(value: unknown, spend: (steps: number) => void): number[] {
  const bytes: number[] = [];
  write(bytes, value, { spend, levels: MOST_LEVELS });
  return bytes;
}

interface Limits {
  readonly spend: (steps: number) => void;
  readonly levels: number;
}

function write(bytes: number[], given: unknown, limits: Limits): void {
  const value = asJson(given);
  limits.spend(1);
  if (typeof value === "string") writeText(bytes, value, limits);
  else if (typeof value === "number") writeNumber(bytes, value);
  else if (typeof value === "boolean") bytes.push(value ? 0xf5 : 0xf4);
  else if (value === null) bytes.push(0xf6);
  else writeParts(bytes, value, { ...limits, levels: limits.levels > 0 ? limits.levels - 1 : fail("too deep") });
}

function writeParts(bytes: number[], value: unknown, limits: Limits): void {
  if (Array.isArray(value)) {
    writeHead(bytes, LIST, value.length);
    for (const item of value) write(bytes, item, limits);
    return;
  }
  const plain = isPlain(value) ? value : fail("not a value of JSON");
  // JSON has no property that is undefined.
  const entries = Object.entries(plain).filter(([, part]) => part !== undefined);
  const parts = entries.map(([key, part]) => {
    const encoded: number[] = [];
    writeText(encoded, key, limits);
    return { key: encoded, part };
  });
  parts.sort((left, right) => compareBytes(left.key, right.key));
  writeHead(bytes, MAP, parts.length);
  for (const { key, part } of parts) {
    for (const byte of key) bytes.push(byte);
    write(bytes, part, limits);
  }
}

/** The head of an item: its major type and a number below 2^53, in the fewest bytes. */
function writeHead(bytes: number[], major: number, size: number): void {
  writeLongHead(bytes, major, Math.floor(size / TWO_32), size % TWO_32);
}

/** The same for a number of 64 bits, in halves. */
function writeLongHead(bytes: number[], major: number, high: number, low: number): void {
  const first = major << 5;
  if (high > 0) bytes.push(first | 27, ...bigEndian(high), ...bigEndian(low));
  else if (low > 0xffff) bytes.push(first | 26, ...bigEndian(low));
  else if (low > 0xff) bytes.push(first | 25, low >> 8, low & 0xff);
  else if (low > 23) bytes.push(first | 24, low);
  else bytes.push(first | low);
}

function bigEndian(word: number): number[] {
  return [word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff];
}

function writeText(bytes: number[], text: string, { spend }: Limits): void {
  spend(text.length);
  const encoded: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    // Half of a surrogate pair is no character.
    writeUtf8(encoded, (point & 0x1ff800) === 0xd800 ? 0xfffd : point);
  }
  writeHead(bytes, TEXT, encoded.length);
  for (const byte of encoded) bytes.push(byte);
}

function writeUtf8(bytes: number[], point: number): void {
  if (point < 0x80) bytes.push(point);
  else if (point < 0x800) bytes.push(0xc0 | (point >> 6), next(point));
  else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), next(point >> 6), next(point));
  else bytes.push(0xf0 | (point >> 18), next(point >> 12), next(point >> 6), next(point));
}

function next(point: number): number {
  return 0x80 | (point & 0x3f);
}

function writeNumber(bytes: number[], value: number): void {
  // Of -1 - value, or of value itself: above 2^53 the former is no number of JavaScript's, but for its halves.
  const low = Math.abs(value) % TWO_32;
  const high = Math.floor(Math.abs(value) / TWO_32);
  if (!Number.isInteger(value) || value < -(2 ** 63) || value >= 2 ** 64) writeFloat(bytes, value);
  else if (value >= 0) writeLongHead(bytes, UNSIGNED, high, low);
  else if (low > 0) writeLongHead(bytes, NEGATIVE, high, low - 1);
  else writeLongHead(bytes, NEGATIVE, high - 1, TWO_32 - 1);
}

/** The shortest of 16, 32 and 64 bits that loses nothing. */
function writeFloat(bytes: number[], value: number): void {
  if (!Number.isFinite(value)) fail("not a number of JSON");
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat32(0, value);
  const half = view.getFloat32(0) === value ? halfOf(view.getUint32(0)) : null;
  if (half !== null) bytes.push(0xf9, half >> 8, half & 0xff);
  else if (view.getFloat32(0) === value) bytes.push(0xfa, ...bigEndian(view.getUint32(0)));
  else {
    view.setFloat64(0, value);
    bytes.push(0xfb, ...bigEndian(view.getUint32(0)), ...bigEndian(view.getUint32(4)));
  }
}

/** The bits of IEEE 754 binary16 for those of a binary32; null where it cannot hold them. */
function halfOf(bits: number): number | null {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 127;
  const fraction = bits & 0x7fffff;
  if (exponent >= -14 && exponent <= 15) {
    return fraction & 0x1fff ? null : sign | ((exponent + 15) << 10) | (fraction >>> 13);
  }
  // Below 2^-14 it counts in steps of 2^-24.
  const lost = -1 - exponent;
  const whole = fraction | 0x800000;
  if (exponent < -24 || exponent > 15 || whole & ((1 << lost) - 1)) return null;
  return sign | (whole >>> lost);
}

function compareBytes(left: readonly number[], right: readonly number[]): number {
  for (const [at, byte] of left.entries()) {
    const other = right[at] ?? -1;
    if (byte !== other) return byte - other;
  }
  return left.length - right.length;
}
