import { atLine, lineTooLong, notUtf8 } from "../place.ts";

/** Lines that follow each other, without their line feeds. */
export interface Lines {
  /** The number of the first, from 1. */
  readonly first: number;
  readonly texts: readonly string[];
}

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
/** UTF-8 has at most so many bytes for a UTF-16 unit. */
const BYTES_A_UNIT = 3;

/**
 * The lines of UTF-8 text, those that end in a chunk of `bytes` together; a byte order mark is left out, carriage returns
 * stay. Throws a UserError that names the file and line for bytes that are not UTF-8 and for a line of more than `maxBytes`.
 */
export async function* textLines(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Lines> {
  const reader = new LineReader(name, maxBytes);
  for await (const chunk of bytes) {
    const lines = reader.add(chunk);
    if (lines !== null) yield lines;
  }
  const rest = reader.finish();
  if (rest !== null) yield rest;
}

class LineReader {
  readonly #name: string;
  readonly #maxBytes: number;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  /** The begun line. */
  #pieces: Uint8Array[] = [];
  #pending = 0;
  #line = 1;

  constructor(name: string, maxBytes: number) {
    this.#name = name;
    this.#maxBytes = maxBytes;
  }

  /** The lines that end in the chunk; null where none does. */
  add(chunk: Uint8Array): Lines | null {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      this.#keep(chunk);
      return null;
    }
    const lines = this.#take(chunk.subarray(0, end));
    this.#keep(chunk.subarray(end + 1));
    return lines;
  }

  /** The last line where no line feed ends it. */
  finish(): Lines | null {
    return this.#pending === 0 ? null : this.#take(new Uint8Array());
  }

  #keep(piece: Uint8Array): void {
    if (piece.length > 0) this.#pieces.push(piece);
    this.#pending += piece.length;
    if (this.#pending > this.#maxBytes) throw atLine(this.#name, this.#line, lineTooLong(this.#maxBytes));
  }

  #take(piece: Uint8Array): Lines {
    const bytes = this.#pieces.length === 0 ? piece : Buffer.concat([...this.#pieces, piece]);
    this.#pieces = [];
    this.#pending = 0;
    const first = this.#line;
    const texts = this.#decode(this.#line === 1 ? withoutMark(bytes) : bytes).split("\n");
    for (const [index, text] of texts.entries()) this.#checkLength(text, first + index);
    this.#line += texts.length;
    return { first, texts };
  }

  #checkLength(text: string, line: number): void {
    if (text.length * BYTES_A_UNIT <= this.#maxBytes || Buffer.byteLength(text) <= this.#maxBytes) return;
    throw atLine(this.#name, line, lineTooLong(this.#maxBytes));
  }

  #decode(bytes: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes);
    } catch {
      throw atLine(this.#name, this.#line + this.#linesBeforeProblem(bytes), notUtf8());
    }
  }

  /** A line feed is part of no other character, so that lines can be tried one by one. */
  #linesBeforeProblem(bytes: Uint8Array): number {
    for (let start = 0, count = 0; ; count++) {
      const end = bytes.indexOf(NEWLINE, start);
      try {
        this.#decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end));
      } catch {
        return count;
      }
      if (end < 0) return count;
      start = end + 1;
    }
  }
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte) ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
}
