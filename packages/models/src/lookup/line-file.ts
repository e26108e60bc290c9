import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { setImmediate } from "node:timers/promises";

/** Reading forward, most lines are in the block that the last one was read with. */
const BLOCK_BYTES = 65_536;
/** Reading here and there, they are not. */
const JUMP_BYTES = 4_096;
/** An answer with ten thousand scores fits; what goes on longer is no line. */
export const MAX_LINE_BYTES = 4 * 1024 * 1024;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** The line is longer than MAX_LINE_BYTES; reading stops. */
export class LongLineError extends Error {
  override readonly name = "LongLineError";

  constructor(line: number) {
    super(`line ${line} has more than ${MAX_LINE_BYTES} bytes`);
  }
}

type FoundLine = (line: Buffer, number: number) => void;

/**
 * A text file whose lines are read where they are asked for, by their numbers from 0: in memory are only where they begin,
 * 8 bytes each. Reading is synchronous, since a turn through the thread pool costs more than a line.
 */
export class LineFile implements Disposable {
  readonly #fd: number;
  #starts = new Float64Array(1_024);
  #count = 0;
  /** Where the last line ends that was found. */
  #end = 0;
  #block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  #blockStart = 0;
  #blockEnd = 0;

  /** Opens a file that is there (`r`), or makes one that must not be there (`wx+`). Throws what node:fs throws. */
  constructor(path: string, flags: "r" | "wx+" = "r") {
    this.#fd = openSync(path, flags);
  }

  /** How many lines were found or appended. */
  get count(): number {
    return this.#count;
  }

  /** In bytes. */
  get size(): number {
    return this.#end;
  }

  /** Whether what is open is a file, and no folder or device. */
  get isFile(): boolean {
    return fstatSync(this.#fd).isFile();
  }

  /**
   * Finds the lines (LF or CRLF; one at the end that has no line feed too) and gives each of them to `found`, its bytes
   * valid during the call only. A byte order mark is left out. Rejects with a LongLineError, the lines before it being
   * found, what `found` throws, or the signal's reason.
   */
  async scan(found: FoundLine, signal?: AbortSignal): Promise<void> {
    const chunk = Buffer.allocUnsafe(BLOCK_BYTES * 4);
    let rest: Buffer = Buffer.alloc(0);
    let at = 0;
    for (;;) {
      // Whatever else waits, an interruption say, gets its turn.
      await setImmediate();
      signal?.throwIfAborted();
      const read = readSync(this.#fd, chunk, 0, chunk.length, at);
      if (read === 0) break;
      let bytes = chunk.subarray(0, read);
      let start = at - rest.length;
      if (at === 0 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)) {
        bytes = bytes.subarray(3);
        start = 3;
      }
      if (rest.length > 0) bytes = Buffer.concat([rest, bytes]);
      const used = this.#findLines(bytes, start, found);
      rest = Buffer.from(bytes.subarray(used));
      if (rest.length > MAX_LINE_BYTES) throw new LongLineError(this.#count + 1);
      at += read;
    }
    if (rest.length === 0) return;
    this.#end = at;
    this.#found(rest, at - rest.length, found);
  }

  /** A line without its end, its bytes valid until the next is read; null where the file no longer has it. */
  read(number: number): Buffer | null {
    if (number < 0 || number >= this.#count) return null;
    const start = this.#starts[number] ?? 0;
    const end = number + 1 < this.#count ? (this.#starts[number + 1] ?? 0) : this.#end;
    if (start < this.#blockStart || end > this.#blockEnd) this.#readBlock(start, end);
    if (end > this.#blockEnd) return null;
    return trimEnd(this.#block.subarray(start - this.#blockStart, end - this.#blockStart));
  }

  /** Appends lines, which hold no line feeds, to a file that this object made; they are numbered on. */
  append(lines: readonly string[]): void {
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done, bytes.length - done);
    this.#findLines(bytes, this.#end, () => {});
  }

  [Symbol.dispose](): void {
    closeSync(this.#fd);
  }

  /** How many of the bytes belong to lines that end in them. */
  #findLines(bytes: Buffer, start: number, found: FoundLine): number {
    let used = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, used)) {
      this.#found(bytes.subarray(used, end), start + used, found);
      used = end + 1;
      this.#end = start + used;
    }
    return used;
  }

  #found(line: Buffer, start: number, found: FoundLine): void {
    if (line.length > MAX_LINE_BYTES) throw new LongLineError(this.#count + 1);
    if (this.#count === this.#starts.length) {
      const longer = new Float64Array(this.#starts.length * 2);
      longer.set(this.#starts);
      this.#starts = longer;
    }
    this.#starts[this.#count] = start;
    found(trimEnd(line), this.#count++);
  }

  #readBlock(start: number, end: number): void {
    const goesOn = start >= this.#blockStart && start <= this.#blockEnd;
    const length = Math.max(end - start, goesOn ? BLOCK_BYTES : JUMP_BYTES);
    if (length > this.#block.length) this.#block = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    for (;;) {
      const read = readSync(this.#fd, this.#block, filled, length - filled, start + filled);
      filled += read;
      if (read === 0 || filled === length) break;
    }
    this.#blockStart = start;
    this.#blockEnd = start + filled;
  }
}

function trimEnd(line: Buffer): Buffer {
  let end = line.length;
  if (line[end - 1] === LINE_FEED) end--;
  if (line[end - 1] === CARRIAGE_RETURN) end--;
  return line.subarray(0, end);
}
