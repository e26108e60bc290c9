/** How a cell's value is given. */
export const ABSENT = 0;
/** A text of JSON or Parquet: its UTF-8 is bytes[starts[slot]..ends[slot]). */
export const TEXT = 1;
/** A cell of CSV, where every value is a text and may stand for a number; as TEXT. */
export const CELL = 2;
/** A number as JSON writes it. */
export const NUMBER = 3;
/** Any other value as JSON writes it: true, false, null, a list, an object. */
export const RAW = 4;
/** values[slot], which is no text. */
export const VALUE = 5;

/** The wanted cells of one row, by slot, as they lie in the file. Filled anew for each row. */
export class Cells {
  bytes: Buffer = Buffer.alloc(0);
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly values: unknown[];

  constructor(slots: number) {
    this.kinds = new Uint8Array(slots);
    this.starts = new Int32Array(slots);
    this.ends = new Int32Array(slots);
    this.values = new Array<unknown>(slots).fill(null);
  }

  setSpan(slot: number, kind: number, start: number, end: number): void {
    this.kinds[slot] = kind;
    this.starts[slot] = start;
    this.ends[slot] = end;
  }

  setValue(slot: number, value: unknown): void {
    this.kinds[slot] = VALUE;
    this.values[slot] = value;
  }

  /** The characters of a cell that is not a VALUE. */
  text(slot: number): string {
    return this.bytes.toString("utf8", this.starts[slot], this.ends[slot]);
  }

  /** The cell's value: of JSON and Parquet what JSON.parse would give, of CSV a text. */
  value(slot: number): unknown {
    const kind = this.kinds[slot];
    if (kind === VALUE) return this.values[slot];
    const text = this.text(slot);
    if (kind === NUMBER) return Number(text);
    return kind === RAW ? JSON.parse(text) : text;
  }
}
