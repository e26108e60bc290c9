import type { SignalQuery } from "@airworthy/signals";
import { missingColumn } from "../missing-column.ts";
import { Cells } from "../table/cells.ts";
import { EventBatch } from "./event-batch.ts";
import { eventStride } from "./event-kinds.ts";
import { ExposureRows } from "./exposure-rows.ts";
import { OutcomeRows } from "./outcome-rows.ts";
import type { RowTaker } from "./row-taker.ts";
import { Slots } from "./slots.ts";

/** What files were given for. */
export type FileContent = "exposures" | "outcomes" | "both";

/** Takes the rows of files into a batch, once their cells are filled. */
export class EventTaker {
  readonly slots = new Slots();
  readonly cells: Cells;
  batch: EventBatch;
  readonly #kinds: readonly { readonly taker: RowTaker; readonly columns: readonly string[] }[];

  constructor(query: SignalQuery, content: FileContent) {
    const isMixed = content === "both";
    const makers = [
      ...(content === "outcomes" ? [] : [(slots: Slots) => new ExposureRows(query, isMixed, slots)]),
      ...(content === "exposures" ? [] : [(slots: Slots) => new OutcomeRows(query, isMixed, slots)]),
    ];
    this.#kinds = makers.map((make) => {
      const slots = new Slots(this.slots);
      const taker = make(slots);
      return { taker, columns: slots.columns };
    });
    this.batch = new EventBatch(eventStride(query));
    this.cells = new Cells(this.slots.columns.length);
  }

  /**
   * The columns that are read of a file whose rows all have those that are given. Throws a UserError that names the file where a
   * kind of rows lacks a column, or where no kind can be in the file.
   */
  columnsOf(given: readonly string[], name: string): string[] {
    const here = this.#kinds.filter(({ taker: { mark } }) => mark === null || given.includes(mark));
    const needed =
      here.length > 0 ? here.flatMap(({ columns }) => columns) : this.#kinds.map(({ taker }) => taker.mark ?? "");
    const missing = needed.find((column) => !given.includes(column));
    if (missing !== undefined) throw missingColumn(missing, given, name);
    return [...new Set(needed)];
  }

  take(): void {
    for (const { taker } of this.#kinds) taker.take(this.cells, this.batch);
  }
}
