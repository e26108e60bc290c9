import type { Cells } from "../table/cells.ts";
import { ByteDictionary } from "../table/columns/byte-dictionary.ts";
import { CellText } from "./cell-text.ts";
import type { Slots } from "./slots.ts";

export const NO_TEXT = -2;

/** The texts of a column that mean something. */
export class KnownTexts {
  readonly #column: string;
  readonly #slot: number;
  readonly #texts = new ByteDictionary();
  readonly #text = new CellText();

  constructor(column: string, texts: readonly string[], slots: Slots) {
    this.#column = column;
    this.#slot = slots.add(column);
    for (const text of new Set(texts)) {
      const bytes = Buffer.from(text);
      this.#texts.add(bytes, 0, bytes.length);
    }
  }

  /** The number of the row's text among the different ones, as they were given; -1 of another, NO_TEXT where there is none. */
  find(cells: Cells): number {
    if (!this.#text.read(cells, this.#slot, this.#column)) return NO_TEXT;
    return this.#texts.find(this.#text.bytes, this.#text.start, this.#text.end);
  }
}
