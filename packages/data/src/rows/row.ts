/** A row of a table. */
export interface Row {
  /** From 1: the line of a text file that the row ends on, the row's number in a Parquet file. */
  readonly line: number;
  /**
   * By column, in the file's order: of CSV texts, else JSON values. A whole number beyond 2^53 of Parquet is its digits as text,
   * a date or time is text as ISO 8601 has it, and a number of Parquet may be NaN or infinite.
   */
  readonly values: ReadonlyMap<string, unknown>;
}

export interface RowOptions {
  /** The file as the user named it, for messages. */
  readonly name: string;
  /** The columns that are wanted; Parquet's others are not read, those of text files may be there all the same. All without it. */
  readonly columns?: readonly string[];
  /** Hears of every read: the number of bytes. May throw, to stop. */
  readonly onBytes?: (count: number) => void;
}

/** Rows in a chunk: enough that waiting for one is nothing beside its rows, few enough to be held many times over. */
export const ROWS_IN_CHUNK = 512;

/** One row or line may hold a tensor or a long text, yet not a file without line feeds. */
export const MAX_ROW_BYTES = 2 ** 24;

/** A table of more columns is an upturned one. */
export const MAX_COLUMNS = 10_000;
