/** The columns of a Parquet file that are wanted: those of the names, and those that are or start with a prefix and a point. */
export interface ParquetColumns {
  readonly names: readonly string[];
  readonly prefixes: readonly string[];
}

/** What the process that reads a Parquet file is asked for: which file first, then one chunk of rows after the other. */
export type ParquetRequest =
  /** All columns where `columns` is null. */
  { readonly open: string; readonly columns: ParquetColumns | null } | "next";

/** What it answers. */
export type ParquetReply =
  | { readonly kind: "opened"; readonly columns: readonly string[]; readonly known: readonly string[] }
  /** By column, then row; with the bytes that were read from the file since the last. */
  | {
      readonly kind: "rows";
      readonly values: readonly (readonly unknown[])[];
      readonly count: number;
      readonly bytes: number;
    }
  | { readonly kind: "end" }
  | { readonly kind: "problem"; readonly problem: string };

const KINDS = new Set(["opened", "rows", "end", "problem"]);

/** The other side is this package's own; only what a dying process may send is sorted out. */
export function isReply(message: unknown): message is ParquetReply {
  return typeof message === "object" && message !== null && "kind" in message && KINDS.has(String(message.kind));
}
