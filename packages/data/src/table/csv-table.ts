import { UserError } from "@airworthy/evidence";
import type { ColumnRequest } from "@airworthy/tables";
import { type CsvSink, cellEnd } from "../csv/csv-reader.ts";
import type { CsvScanner } from "../csv/csv-scanner.ts";
import { shown } from "../shown.ts";
import { CELL } from "./cells.ts";
import { prefixesOf } from "./layout.ts";
import type { TableBuilder } from "./table-builder.ts";

/** Takes the rows of a CSV file into a table. */
export class CsvTable implements CsvSink {
  /** Made at the header. */
  builder: TableBuilder | null = null;
  readonly #begin: (columns: readonly string[]) => TableBuilder;
  readonly #prefixes: ReadonlySet<string>;
  /** Which cell of a record each slot is. */
  #cellOfSlot: readonly number[] = [];

  /** `begin` is given the header. */
  constructor(requests: readonly ColumnRequest[], begin: (columns: readonly string[]) => TableBuilder) {
    this.#prefixes = prefixesOf(requests);
    this.#begin = begin;
  }

  header(names: readonly string[]): void {
    const whole = names.find((name) => this.#prefixes.has(name));
    if (whole !== undefined) {
      throw new UserError(`the column ${shown(whole)} is not known`, {
        remedy: `Give a column a class, such as ${whole}.spam.`,
      });
    }
    this.builder = this.#begin(names);
    this.#cellOfSlot = this.builder.layout.columns.map((column) => names.indexOf(column));
  }

  row(bytes: Buffer, found: CsvScanner): void {
    if (this.builder === null) return;
    const { cells } = this.builder;
    cells.bytes = bytes;
    for (let slot = 0; slot < this.#cellOfSlot.length; slot++) {
      const cell = this.#cellOfSlot[slot] ?? 0;
      cells.setSpan(slot, CELL, found.starts[cell] ?? 0, cellEnd(bytes, found, cell));
    }
    this.builder.addRow();
  }
}
