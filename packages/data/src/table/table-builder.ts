import { UserError } from "@airworthy/evidence";
import type { IdColumn, Table } from "@airworthy/tables";
import { Cells } from "./cells.ts";
import { CategoryBuilder } from "./columns/category-builder.ts";
import type { Growth } from "./columns/grown.ts";
import { IdBuilder } from "./columns/id-builder.ts";
import { ID_SLOT, type Layout } from "./layout.ts";

/** A row's number is to fit 32 bits many times over. */
const MAX_ROWS = 100_000_000;
/** Two gigabytes: a small file may hold the same number over and over. */
const MAX_NUMBERS = 2 ** 28;

/** Collects a table's rows, by columns. */
export class TableBuilder {
  readonly layout: Layout;
  /** To be filled with a row, then added. */
  readonly cells: Cells;
  readonly #ids: IdBuilder;
  readonly #maxRows: number;
  #rows = 0;

  constructor(layout: Layout, sameIdsAs: IdColumn | null, growth: Growth) {
    this.layout = layout;
    this.cells = new Cells(layout.columns.length);
    this.#ids = new IdBuilder(ID_SLOT, sameIdsAs, growth);
    const numberColumns = layout.builders.filter((builder) => !(builder instanceof CategoryBuilder)).length;
    this.#maxRows = Math.min(MAX_ROWS, Math.floor(MAX_NUMBERS / Math.max(1, numberColumns)));
  }

  /** Throws a UserError without a place for a value that is not allowed: the caller knows the line. */
  addRow(): void {
    if (this.#rows === this.#maxRows) {
      throw new UserError(`a table of these columns may have ${this.#maxRows} rows; this one has more`);
    }
    this.#ids.add(this.cells);
    for (const builder of this.layout.builders) builder.add(this.cells);
    this.#rows++;
  }

  finish(file: Table["file"]): Table {
    if (this.#rows === 0) throw noRows(file.name);
    const columns = new Map(this.layout.builders.map((builder) => [builder.name, builder.finish()]));
    return { file, rows: this.#rows, ids: this.#ids.finish(), columns };
  }
}

export function noRows(name: string): UserError {
  return new UserError(`${name} has no rows; at least one is needed`);
}
