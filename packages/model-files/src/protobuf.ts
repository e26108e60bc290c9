import type { WindowedReader } from "./windowed-reader.ts";

/** Protocol Buffers' own limit on messages within messages. https://protobuf.dev/programming-guides/proto-limits/ */
const MAX_DEPTH = 100;
/** Ten bytes of seven bits hold 64. */
const MAX_VARINT_BYTES = 10;
/** Up to here a number holds a varint exactly without further care. */
const EXACT_VARINT_BYTES = 7;
const HEAD_BYTES = 2 * MAX_VARINT_BYTES;
const [VARINT, FIXED64, DELIMITED, FIXED32] = [0, 1, 2, 5];

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** The bytes [start, end) of a message, and how many messages it is within. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/** A field as it is on the wire; its span is that of its content. */
export interface Field extends Span {
  readonly number: number;
  readonly type: number;
  /** Where its tag is. */
  readonly at: number;
  /** Of a varint, as int64 has it; inexact beyond 2^53. */
  readonly value: number;
}

/** What to do with the fields of a message, by their number; the content of others is not read. */
export type Visits = Readonly<Record<number, (field: Field) => Promise<void> | void>>;

/**
 * Visits the fields of a message in the order of the file. Throws a UserError, with the byte, for what is no message.
 * https://protobuf.dev/programming-guides/encoding/
 */
export async function walkFields(reader: WindowedReader, span: Span, visits: Visits): Promise<void> {
  if (span.depth > MAX_DEPTH) throw reader.problem(span.start, `messages within more than ${MAX_DEPTH} messages`);
  let at = span.start;
  while (at < span.end) {
    reader.step(at);
    const head = reader.bytes(at, Math.min(HEAD_BYTES, span.end - at));
    // Awaiting what is there already would take most of the time.
    const field = parseField(reader, span, at, head instanceof Uint8Array ? head : await head);
    const more = visits[field.number]?.(field);
    if (more !== undefined) await more;
    at = field.end;
  }
}

/** The same for a message that is a field. */
export async function walkMessage(reader: WindowedReader, field: Field, visits: Visits): Promise<void> {
  requireType(reader, field, DELIMITED);
  await walkFields(reader, field, visits);
}

/** A field's text, in which invalid UTF-8 shows as U+FFFD. */
export async function textOf(reader: WindowedReader, field: Field, maxBytes: number): Promise<string> {
  requireType(reader, field, DELIMITED);
  const length = field.end - field.start;
  if (length > maxBytes) {
    throw reader.problem(field.at, `a text of ${length} bytes; at most ${maxBytes} are allowed`);
  }
  return utf8.decode(await reader.bytes(field.start, length));
}

/** A field's whole number. Throws a UserError beyond 2^53 - 1. */
export function integerOf(reader: WindowedReader, field: Field): number {
  requireType(reader, field, VARINT);
  if (!Number.isSafeInteger(field.value)) throw reader.problem(field.at, `a number of about ${field.value} is absurd`);
  return field.value;
}

/** The whole numbers of a repeated field, of which either each comes alone or many come packed. */
export async function integersOf(reader: WindowedReader, field: Field, maxCount: number): Promise<number[]> {
  if (field.type === VARINT) return [integerOf(reader, field)];
  requireType(reader, field, DELIMITED);
  const packed = await reader.bytes(field.start, Math.min(field.end - field.start, maxCount * MAX_VARINT_BYTES));
  const numbers: number[] = [];
  for (let at = 0; at < packed.length; ) {
    const { value, length } = parseVarint(reader, packed, at, field.start);
    if (!Number.isSafeInteger(value)) throw reader.problem(field.start + at, `a number of about ${value} is absurd`);
    numbers.push(value);
    at += length;
  }
  if (numbers.length > maxCount || packed.length < field.end - field.start) {
    throw reader.problem(field.at, `more than ${maxCount} numbers`);
  }
  return numbers;
}

function parseField(reader: WindowedReader, span: Span, at: number, head: Uint8Array): Field {
  const tag = parseVarint(reader, head, 0, at);
  const number = Math.floor(tag.value / 8);
  const type = tag.value % 8;
  if (number < 1 || number >= 2 ** 29) throw reader.problem(at, `field number ${number} is not allowed`);
  let start = at + tag.length;
  let size = 0;
  let value = Number.NaN;
  if (type === VARINT) {
    const varint = parseVarint(reader, head, tag.length, at);
    value = varint.value;
    size = varint.length;
  } else if (type === DELIMITED) {
    const length = parseVarint(reader, head, tag.length, at);
    start += length.length;
    size = length.value;
  } else if (type === FIXED64 || type === FIXED32) {
    size = type === FIXED64 ? 8 : 4;
  } else {
    throw reader.problem(at, `wire type ${type} is not allowed`);
  }
  const room = span.end - start;
  if (size < 0 || size > room) {
    throw reader.problem(at, `field ${number} claims ${size} bytes, but its message has ${room} left`);
  }
  return { number, type, at, value, start, end: start + size, depth: span.depth + 1 };
}

/** The varint at an index of bytes that are at `base` in the file, as int64 has it. */
function parseVarint(reader: WindowedReader, bytes: Uint8Array, index: number, base: number) {
  let length = 0;
  for (let byte = 0x80; byte >= 0x80; length++) {
    const next = bytes[index + length];
    if (next === undefined || length === MAX_VARINT_BYTES) {
      throw reader.problem(base + index, "a whole number does not end where it must");
    }
    byte = next;
  }
  let value = 0;
  for (let place = Math.min(length, EXACT_VARINT_BYTES) - 1; place >= 0; place--) {
    value = value * 128 + ((bytes[index + place] ?? 0) & 0x7f);
  }
  return { value: length > EXACT_VARINT_BYTES ? longVarint(bytes.subarray(index, index + length)) : value, length };
}

function longVarint(bytes: Uint8Array): number {
  const value = bytes.reduceRight((high, byte) => (high << 7n) | BigInt(byte & 0x7f), 0n);
  return Number(BigInt.asIntN(64, value));
}

function requireType(reader: WindowedReader, field: Field, type: number): void {
  if (field.type !== type) {
    throw reader.problem(field.at, `field ${field.number} has wire type ${field.type}; ${type} is allowed`);
  }
}
