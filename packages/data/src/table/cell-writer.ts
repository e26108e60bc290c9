import { UserError } from "@airworthy/evidence";
import { shown } from "../shown.ts";
import { type Cells, TEXT } from "./cells.ts";

/** Puts values that are already decoded into a row's cells. */
export class CellWriter {
  #scratch = Buffer.alloc(2 ** 12);
  #used = 0;

  /** To be called before a row's first value. */
  start(cells: Cells): void {
    this.#used = 0;
    cells.bytes = this.#scratch;
  }

  /** Throws a UserError without a place for a text with half a character. */
  write(cells: Cells, slot: number, column: string, value: unknown): void {
    if (typeof value === "string") this.#writeText(cells, slot, column, value);
    else cells.setValue(slot, value);
  }

  #writeText(cells: Cells, slot: number, column: string, text: string): void {
    // UTF-8 would have the same replacement character for each of them, and so make different texts equal.
    if (!text.isWellFormed()) throw new UserError(`${shown(column)} holds half a character`);
    // UTF-8 needs at most three bytes for each UTF-16 unit.
    if (this.#used + 3 * text.length > this.#scratch.length) this.#grow(cells, this.#used + 3 * text.length);
    const start = this.#used;
    this.#used += this.#scratch.write(text, start, "utf8");
    cells.setSpan(slot, TEXT, start, this.#used);
  }

  #grow(cells: Cells, needed: number): void {
    const larger = Buffer.alloc(2 * needed);
    larger.set(this.#scratch);
    this.#scratch = larger;
    cells.bytes = larger;
  }
}
