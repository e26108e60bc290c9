import { UserError } from "@airworthy/evidence";
import { shown } from "./shown.ts";

/** Texts laid one after another as UTF-8, with their spans: the shape in which a table takes a row. */
export class TextRow {
  readonly spans: Int32Array;
  #bytes = new Uint8Array(2 ** 12);
  readonly #encoder = new TextEncoder();

  constructor(slots: number) {
    this.spans = new Int32Array(2 * slots);
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** `texts` by slot. Throws a UserError without a place for an empty one, and for one with a lone surrogate. */
  fill(texts: readonly string[], columns: readonly string[]): void {
    let used = 0;
    for (const [slot, text] of texts.entries()) {
      if (text === "")
        throw new UserError(`${shown(columns[slot] ?? "")} is empty`, { remedy: 'Write a value, such as "unknown".' });
      // UTF-8 would have the same replacement character for each of them, and so make different texts equal.
      if (!text.isWellFormed())
        throw new UserError(`${shown(columns[slot] ?? "")} is ${shown(text)}, which holds half a character`);
      // UTF-8 needs at most three bytes for each UTF-16 unit.
      if (used + 3 * text.length > this.#bytes.length) this.#grow(used + 3 * text.length);
      const { written } = this.#encoder.encodeInto(text, this.#bytes.subarray(used));
      this.spans[2 * slot] = used;
      used += written;
      this.spans[2 * slot + 1] = used;
    }
  }

  #grow(needed: number): void {
    const larger = new Uint8Array(2 * needed);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
