import { UserError } from "@airworthy/evidence";
import type { LineReader, Lines } from "./imported-test.ts";

interface Position {
  readonly rest: AsyncIterator<Lines>;
  lines: Lines;
}

const BEFORE_ALL: Lines = { first: 1, texts: [] };

/**
 * Single lines of a file that may be far too long to be held together. Who asks in order has the file read once; a step back reads
 * it from the start again.
 */
export class LineCursor {
  readonly #file: string;
  readonly #readLines: LineReader;
  /** The last line that anyone asks for: with it the file is let go. */
  readonly #last: number;
  #parked: Position | null = null;

  constructor(file: string, readLines: LineReader, last: number) {
    this.#file = file;
    this.#readLines = readLines;
    this.#last = last;
  }

  async read(line: number): Promise<string> {
    // Taken away while it is in use: whoever asks meanwhile reads for himself.
    const position = await this.#before(line);
    while (line >= position.lines.first + position.lines.texts.length) {
      const next = await position.rest.next();
      if (next.done) throw new UserError(`${this.#file} became shorter while it was read`);
      position.lines = next.value;
    }
    if (line === this.#last || this.#parked !== null) await position.rest.return?.();
    else this.#parked = position;
    return position.lines.texts[line - position.lines.first] ?? "";
  }

  async #before(line: number): Promise<Position> {
    const parked = this.#parked;
    this.#parked = null;
    if (parked !== null && parked.lines.first <= line) return parked;
    await parked?.rest.return?.();
    return { rest: this.#readLines(this.#file)[Symbol.asyncIterator](), lines: BEFORE_ALL };
  }
}
