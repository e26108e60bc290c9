import { UserError } from "@airworthy/evidence";
import { CategoryBuilder, type CategoryColumn } from "./category-column.ts";
import { FIRST_SLICE_SLOT } from "./column-role.ts";
import { type TextColumn, TextColumnBuilder } from "./text-column.ts";

/** A table of predictions in memory, a few bytes a row. */
export interface PredictionTable {
  /** The file's name as the user gave it, and the SHA-256 of its bytes. */
  readonly file: { readonly name: string; readonly sha256: string };
  readonly rows: number;
  readonly ids: TextColumn;
  readonly labels: CategoryColumn;
  readonly predictions: CategoryColumn;
  /** The slice columns that were asked for, in that order. */
  readonly slices: readonly { readonly column: string; readonly values: CategoryColumn }[];
}

/** Collects rows. A row is the span of each slot's UTF-8 text in some bytes, already checked to be no empty text. */
export class PredictionTableBuilder {
  readonly columns: readonly string[];
  readonly #ids = new TextColumnBuilder();
  readonly #categories: readonly CategoryBuilder[];
  #rows = 0;

  /** `columns` by slot, as wantedColumns gives them; `classes`, unless empty, are all that a label or prediction may be. */
  constructor(columns: readonly string[], classes: readonly string[]) {
    this.columns = columns;
    this.#categories = columns
      .map((column, slot) => new CategoryBuilder(column, slot < FIRST_SLICE_SLOT ? classes : []))
      .slice(1);
  }

  /** Slot s is bytes[spans[2s]..spans[2s + 1]). Throws a UserError without a place: the caller knows the line. */
  append(bytes: Uint8Array, spans: Int32Array): void {
    this.#ids.append(bytes, spans[0] ?? 0, spans[1] ?? 0);
    for (let slot = 1; slot <= this.#categories.length; slot++) {
      this.#categories[slot - 1]?.append(bytes, spans[2 * slot] ?? 0, spans[2 * slot + 1] ?? 0);
    }
    this.#rows++;
  }

  finish(file: PredictionTable["file"]): PredictionTable {
    if (this.#rows === 0) throw new UserError(`${file.name} has no rows; at least one prediction is needed`);
    const [labels, predictions, ...slices] = this.#categories.map((builder) => builder.finish());
    if (labels === undefined || predictions === undefined) throw new Error("a table without labels or predictions");
    return {
      file,
      rows: this.#rows,
      ids: this.#ids.finish(),
      labels,
      predictions,
      slices: slices.map((values, index) => ({ column: this.columns[FIRST_SLICE_SLOT + index] ?? "", values })),
    };
  }
}
