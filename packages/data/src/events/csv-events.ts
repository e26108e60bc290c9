import { type CsvSink, cellEnd } from "../csv/csv-reader.ts";
import type { CsvScanner } from "../csv/csv-scanner.ts";
import { ABSENT, CELL } from "../table/cells.ts";
import type { EventTaker } from "./event-taker.ts";

/** Takes the events out of a CSV file. */
export class CsvEvents implements CsvSink {
  readonly #name: string;
  readonly #taker: EventTaker;
  /** Which cell of a record is which cell of an event. */
  #places: readonly { readonly cell: number; readonly slot: number }[] = [];

  /** `name` is for messages. */
  constructor(name: string, taker: EventTaker) {
    this.#name = name;
    this.#taker = taker;
  }

  header(names: readonly string[]): void {
    const { slots, cells } = this.#taker;
    cells.kinds.fill(ABSENT);
    this.#places = this.#taker
      .columnsOf(names, this.#name)
      .map((column) => ({ cell: names.indexOf(column), slot: slots.slotOf(column) }));
  }

  row(bytes: Buffer, found: CsvScanner): void {
    const { cells } = this.#taker;
    cells.bytes = bytes;
    for (const { cell, slot } of this.#places) {
      cells.setSpan(slot, CELL, found.starts[cell] ?? 0, cellEnd(bytes, found, cell));
    }
    this.#taker.take();
  }
}
