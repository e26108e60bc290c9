import type { WindowedReader } from "./windowed-reader.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads a GGUF file's numbers and texts one after another, in the byte order that the file is in. */
export class GgufCursor {
  at: number;
  readonly reader: WindowedReader;
  readonly #isLittleEndian: boolean;

  constructor(reader: WindowedReader, at: number, isLittleEndian: boolean) {
    this.reader = reader;
    this.at = at;
    this.#isLittleEndian = isLittleEndian;
  }

  async uint32(): Promise<number> {
    return (await this.view(4)).getUint32(0, this.#isLittleEndian);
  }

  /** A number of 64 bits, as those of sizes, counts and offsets are. Throws a UserError beyond 2^53 - 1. */
  async size(name: string): Promise<number> {
    const at = this.at;
    const value = (await this.view(8)).getBigUint64(0, this.#isLittleEndian);
    if (value > Number.MAX_SAFE_INTEGER) throw this.reader.problem(at, `${name} of ${value} is absurd`);
    return Number(value);
  }

  /** A count of things that take at least `leastBytes` each. Throws a UserError where the file has no room for them. */
  async count(name: string, leastBytes: number): Promise<number> {
    const at = this.at;
    const count = await this.size(name);
    const room = this.reader.size - this.at;
    if (count * leastBytes > room) {
      throw this.reader.problem(at, `${name} of ${count} is absurd: only ${room} bytes follow`);
    }
    return count;
  }

  /** A text of at most `maxBytes` of UTF-8. */
  async text(name: string, maxBytes: number): Promise<string> {
    const at = this.at;
    const length = await this.count(`the length of ${name}`, 1);
    if (length > maxBytes) throw this.reader.problem(at, `${name} of ${length} bytes; at most ${maxBytes} are allowed`);
    const { buffer, byteOffset } = await this.view(length);
    try {
      return utf8.decode(new Uint8Array(buffer, byteOffset, length));
    } catch (cause) {
      throw Object.assign(this.reader.problem(at, `${name} is not valid UTF-8`), { cause });
    }
  }

  /** The next bytes, as what multi-byte numbers are read from. */
  async view(length: number): Promise<DataView> {
    const bytes = await this.reader.bytes(this.at, length);
    this.at += length;
    return new DataView(bytes.buffer, bytes.byteOffset, length);
  }

  /** Passes over bytes, which must be there. */
  skip(length: number): void {
    if (length > this.reader.size - this.at) {
      throw this.reader.problem(this.at, `${length} bytes were expected, but the file has ${this.reader.size} bytes`);
    }
    this.at += length;
  }

  get isLittleEndian(): boolean {
    return this.#isLittleEndian;
  }
}
