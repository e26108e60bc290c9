import { UserError } from "@airworthy/evidence";

const NUL = 0x00;
export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;

/** A table of more columns is an upturned one; the same limit as for JSON's. */
const MAX_CELLS = 10_000;

/**
 * Finds the cells of one record of comma-separated values, as RFC 4180 has them, in bytes. A quoted cell may hold line
 * breaks; a record ends at a line feed, a carriage return, or both.
 */
export class CsvScanner {
  /** Cell i is bytes[starts[i]..ends[i]), without its quotes. */
  readonly starts = new Int32Array(MAX_CELLS);
  readonly ends = new Int32Array(MAX_CELLS);
  /** 1 for a cell within which quotes are written twice. */
  readonly doubled = new Uint8Array(MAX_CELLS);
  /** How many cells the record has. */
  count = 0;
  /** The line breaks within quoted cells. */
  breaks = 0;

  /**
   * Scans the record that starts at `start`: the index after its line end, or -1 where it does not end before `end`. Throws
   * a UserError without a place for stray quotes, NUL bytes and too many cells.
   */
  scan(bytes: Uint8Array, start: number, end: number): number {
    this.count = 0;
    this.breaks = 0;
    for (let at = start; ; at++) {
      if (this.count === MAX_CELLS) throw new UserError(`a table may have ${MAX_CELLS} columns; this record has more`);
      at = bytes[at] === QUOTE ? this.#quoted(bytes, at, end) : this.#plain(bytes, at, end);
      if (at < 0) return -1;
      this.count++;
      if (bytes[at] !== COMMA) return lineEnd(bytes, at, end);
    }
  }

  /** The index after the cell, of a comma or line end; -1 where that is not before `end`. */
  #plain(bytes: Uint8Array, start: number, end: number): number {
    this.starts[this.count] = start;
    this.doubled[this.count] = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte > COMMA) continue;
      if (byte === COMMA || byte === NEWLINE || byte === RETURN) {
        this.ends[this.count] = at;
        return at;
      }
      if (byte === QUOTE) throw strayQuote();
      if (byte === NUL) throw nulByte();
    }
    return -1;
  }

  #quoted(bytes: Uint8Array, start: number, end: number): number {
    this.starts[this.count] = start + 1;
    this.doubled[this.count] = 0;
    for (let at = start + 1; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte > QUOTE) continue;
      if (byte === QUOTE) {
        if (at + 1 === end) return -1;
        if (bytes[at + 1] !== QUOTE) return this.#closed(bytes, at);
        this.doubled[this.count] = 1;
        at++;
      } else this.#countBreak(bytes, at);
    }
    return -1;
  }

  #closed(bytes: Uint8Array, quote: number): number {
    this.ends[this.count] = quote;
    const after = bytes[quote + 1];
    if (after === COMMA || after === NEWLINE || after === RETURN) return quote + 1;
    throw strayQuote();
  }

  #countBreak(bytes: Uint8Array, at: number): void {
    const byte = bytes[at];
    if (byte === NUL) throw nulByte();
    if (byte === RETURN || (byte === NEWLINE && bytes[at - 1] !== RETURN)) this.breaks++;
  }
}

/** The index after a line end, -1 where a line feed may still follow a carriage return. */
export function lineEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] === NEWLINE) return at + 1;
  if (at + 1 === end) return -1;
  return bytes[at + 1] === NEWLINE ? at + 2 : at + 1;
}

/** Writes each doubled quote of bytes[start..end) once, in place; the index after the last byte that is left. */
export function undouble(bytes: Uint8Array, start: number, end: number): number {
  let to = start;
  for (let from = start; from < end; from++) {
    const byte = bytes[from] ?? 0;
    bytes[to++] = byte;
    if (byte === QUOTE) from++;
  }
  return to;
}

function strayQuote(): UserError {
  return new UserError("a quote stands within a cell, or something follows a quoted one", {
    remedy: "Put the whole cell in quotes, and write each quote in it twice.",
  });
}

function nulByte(): UserError {
  return new UserError("there is a NUL byte, which no text has", { remedy: "Save the file as UTF-8 text." });
}
