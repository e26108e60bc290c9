/** What a comparison asks of a table of predictions: columns in memory, a few bytes a row. */
export interface PredictionTable {
  /** The file's name as the user gave it, and the SHA-256 of its bytes. */
  readonly file: { readonly name: string; readonly sha256: string };
  readonly rows: number;
  readonly ids: IdColumn;
  readonly labels: CategoryColumn;
  readonly predictions: CategoryColumn;
  readonly slices: readonly { readonly column: string; readonly values: CategoryColumn }[];
}

/** Row i's id is the UTF-8 of bytes[ends[i - 1]..ends[i]), the first from 0. */
export interface IdColumn {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

/** Row i has the text values[codes[i]]; the values differ from each other. */
export interface CategoryColumn {
  readonly codes: Uint16Array;
  readonly values: readonly string[];
}
