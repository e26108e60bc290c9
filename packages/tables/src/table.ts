/** What a comparison asks a reader of tables for: a few bytes a row are kept of each column, never the rows themselves. */
export type ColumnRequest = CategoryRequest | NumberRequest | NumbersRequest | DerivedRequest | FingerprintRequest;

/** One of a number of texts a row. Numbers and booleans become text as JSON.stringify writes them. */
export interface CategoryRequest {
  readonly kind: "category";
  readonly column: string;
  /** All that a value may be, unless empty. */
  readonly allowed: readonly string[];
  /**
   * The values are lists of texts: a JSON array, or in CSV texts apart by `|` (an empty cell is an empty list). Each
   * is kept as one text, the JSON array of its different members in code-unit order. `allowed` is of the members.
   */
  readonly isSet: boolean;
}

/** A finite number a row. */
export interface NumberRequest {
  readonly kind: "number";
  readonly column: string;
  /** The file need not have it; where the first row has it, all must. */
  readonly isOptional: boolean;
  /** The least that is allowed, such as 0 for a weight; -Infinity for any. */
  readonly least: number;
}

/** Every number column of a prefix: `scores.<class>`, or the members of an object `scores` in JSON and Parquet. */
export interface NumbersRequest {
  readonly kind: "numbers";
  readonly prefix: string;
}

/** A number a row, worked out from values as they are read and then forgotten: how far a text matches, say. */
export interface DerivedRequest {
  readonly kind: "derived";
  /** The column's name in the table that is read. */
  readonly name: string;
  readonly from: readonly string[];
  /**
   * The row's number from the values of `from`, in that order: JSON values, of CSV texts. Throws a UserError without a
   * place where a value is not what it should be; the reader adds file and line.
   */
  readonly of: (values: readonly unknown[]) => number;
}

/** A 53-bit hash of each value's text, as a number column of the column's name: enough to tell that two tables differ. */
export interface FingerprintRequest {
  readonly kind: "fingerprint";
  readonly column: string;
}

/** A table in memory. Columns go by the request's `column`, `name`, or `<prefix>.<class>`. */
export interface Table {
  /** The file's name as the user gave it, and the SHA-256 of its bytes. */
  readonly file: { readonly name: string; readonly sha256: string };
  readonly rows: number;
  readonly ids: IdColumn;
  readonly columns: ReadonlyMap<string, Column>;
}

/** Row i's id is the UTF-8 of bytes[ends[i - 1]..ends[i]), the first from 0. */
export interface IdColumn {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

export type Column = CategoryColumn | NumberColumn;

/** Row i has the text values[codes[i]]; the values differ from each other, in the order of their first row. */
export interface CategoryColumn {
  readonly kind: "category";
  readonly codes: Uint16Array | Uint32Array;
  readonly values: readonly string[];
}

export interface NumberColumn {
  readonly kind: "number";
  readonly numbers: Float64Array;
}
