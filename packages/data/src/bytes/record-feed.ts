import { isUtf8 } from "node:buffer";
import { atLine, lineTooLong, notUtf8 } from "../place.ts";

/** Where bytes come from. */
export interface ByteReader {
  /** Fills `into` from `start` as far as one read goes; the number of bytes read, 0 at the end. */
  read(into: Uint8Array, start: number): Promise<number>;
}

/** Takes records, such as lines, out of bytes. */
export interface RecordReader {
  /** The line that the next record starts on, from 1. */
  readonly line: number;
  /**
   * Takes the records that are whole in bytes[start..end), which is UTF-8; the index after them. Where `isLast`, a line feed
   * is at the end and nothing follows it. May change the bytes of the records that it takes.
   */
  read(bytes: Buffer, start: number, end: number, isLast: boolean): number;
}

const CHUNK_BYTES = 2 ** 20;
const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
/** A character's bytes after its first, of which there are three at most. */
const CONTINUATION = 0b10;
const MAX_CONTINUATIONS = 3;

/**
 * Hands the bytes of a UTF-8 file to a reader of records, holding one record and a chunk at a time. A byte order mark is
 * left out, a last line feed added where there is none.
 */
export class RecordFeed {
  readonly #name: string;
  readonly #source: ByteReader;
  readonly #reader: RecordReader;
  readonly #maxBytes: number;
  readonly #buffer: Buffer;
  #filled = 0;
  /** What lies before is known to be UTF-8. */
  #checked = 0;
  #isStart = true;

  /** `name` is for messages; `maxBytes` is what a record may have. */
  constructor(name: string, source: ByteReader, reader: RecordReader, maxBytes: number) {
    this.#name = name;
    this.#source = source;
    this.#reader = reader;
    this.#maxBytes = maxBytes;
    // Room for what is left of a record, a chunk, and a line feed after the last record.
    this.#buffer = Buffer.alloc(maxBytes + CHUNK_BYTES + 1);
  }

  /**
   * Reads a chunk; false at the end of the file. Throws a UserError that names the file and line for bytes that are not
   * UTF-8 and for a record of more than `maxBytes`.
   */
  async next(): Promise<boolean> {
    const chunk = this.#buffer.subarray(0, Math.min(this.#filled + CHUNK_BYTES, this.#buffer.length - 1));
    const count = await this.#source.read(chunk, this.#filled);
    this.#filled += count;
    if (count > 0 && this.#isStart && this.#filled < BYTE_ORDER_MARK.length) return true;
    if (count === 0) this.#endLine();
    this.#take(count === 0);
    return count > 0;
  }

  #endLine(): void {
    if (this.#filled > 0 && this.#buffer[this.#filled - 1] !== NEWLINE) this.#buffer[this.#filled++] = NEWLINE;
  }

  #take(isLast: boolean): void {
    const start = this.#isStart && startsWithMark(this.#buffer) ? BYTE_ORDER_MARK.length : 0;
    this.#isStart = false;
    const end = isLast ? this.#filled : characterEnd(this.#buffer, this.#filled);
    this.#checkUtf8(start, end);
    const after = this.#reader.read(this.#buffer, start, end, isLast);
    this.#buffer.copyWithin(0, after, this.#filled);
    this.#filled -= after;
    this.#checked = end - after;
    if (this.#filled > this.#maxBytes) throw atLine(this.#name, this.#reader.line, lineTooLong(this.#maxBytes));
  }

  /** Has the records before what is not UTF-8 read first: something may be wrong there too, and lines are counted. */
  #checkUtf8(start: number, end: number): void {
    const buffer = this.#buffer;
    if (isUtf8(buffer.subarray(this.#checked, end))) return;
    let sound = Math.max(this.#checked, start);
    for (let line = sound; line >= 0; line = nextLine(buffer, sound, end)) sound = line;
    this.#reader.read(buffer, start, sound, false);
    throw atLine(this.#name, this.#reader.line, notUtf8());
  }
}

/** The index after the line that starts at `start`, -1 where that line is not UTF-8. */
function nextLine(bytes: Buffer, start: number, end: number): number {
  const after = bytes.indexOf(NEWLINE, start) + 1;
  return after > 0 && after <= end && isUtf8(bytes.subarray(start, after)) ? after : -1;
}

function startsWithMark(bytes: Uint8Array): boolean {
  return BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
}

/** Where the last character that may be whole ends: before the first byte of one whose others are still to come. */
function characterEnd(bytes: Uint8Array, end: number): number {
  for (let at = end - 1; at >= 0 && at >= end - 1 - MAX_CONTINUATIONS; at--) {
    const byte = bytes[at] ?? 0;
    if (byte >> 6 !== CONTINUATION) return byte < 0x80 ? end : at;
  }
  return end;
}
