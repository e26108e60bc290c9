import { atRow } from "../place.ts";
import { ParquetReader, type ParquetRows } from "../rows/parquet-reader.ts";
import { CellWriter } from "../table/cell-writer.ts";
import { ABSENT } from "../table/cells.ts";
import type { EventTaker } from "./event-taker.ts";

export interface ParquetEvents {
  readonly path: string;
  /** For messages. */
  readonly name: string;
  readonly onBytes: (count: number) => void;
}

/** Takes the events out of a Parquet file. Throws a UserError that names the file and, where there is one, the row. */
export async function takeParquetEvents(
  { path, name, onBytes }: ParquetEvents,
  taker: EventTaker,
  onBatch: () => void,
): Promise<void> {
  await using reader = new ParquetReader(name);
  const { columns, known } = await reader.open(path, { names: taker.slots.columns, prefixes: [] });
  taker.columnsOf(known, name);
  const writer = new ParquetRowWriter(columns, taker);
  let row = 1;
  for (let rows = await reader.next(); rows !== null; rows = await reader.next()) {
    onBytes(rows.bytes);
    for (let index = 0; index < rows.count; index++, row++) {
      try {
        writer.write(rows, index);
        taker.take();
      } catch (error) {
        throw atRow(name, row, error);
      }
    }
    onBatch();
  }
}

/** Fills an event's cells from columns of values. */
class ParquetRowWriter {
  readonly #taker: EventTaker;
  readonly #places: readonly { readonly column: string; readonly slot: number }[];
  readonly #writer = new CellWriter();

  constructor(columns: readonly string[], taker: EventTaker) {
    this.#taker = taker;
    this.#places = columns.map((column) => ({ column, slot: taker.slots.slotOf(column) }));
    taker.cells.kinds.fill(ABSENT);
  }

  write({ values }: ParquetRows, row: number): void {
    const { cells } = this.#taker;
    this.#writer.start(cells);
    for (const [place, { column, slot }] of this.#places.entries()) {
      this.#writer.write(cells, slot, column, values[place]?.[row] ?? null);
    }
  }
}
