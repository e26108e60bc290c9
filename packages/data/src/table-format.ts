import { extname } from "node:path";
import { UserError } from "@airworthy/evidence";

export type TableFormat = "json-lines" | "csv" | "parquet";

const FORMATS: ReadonlyMap<string, TableFormat> = new Map([
  [".jsonl", "json-lines"],
  [".ndjson", "json-lines"],
  [".csv", "csv"],
  [".parquet", "parquet"],
  [".pq", "parquet"],
]);

/** A table's format by its file's extension, which `.gz` may follow but for Parquet. Throws a UserError that names the file for another. */
export function tableFormat(path: string, name: string): TableFormat {
  const format = FORMATS.get(extname(path.toLowerCase().replace(/\.gz$/, "")));
  if (format !== undefined && !(format === "parquet" && isGzip(path))) return format;
  const extensions = (isText: boolean) =>
    [...FORMATS].flatMap(([extension, of]) => ((of === "parquet") === isText ? [] : [extension])).join(", ");
  throw new UserError(`${name} is no table that can be read`, {
    remedy: `Allowed are ${extensions(true)}, each also with .gz behind it, and ${extensions(false)}.`,
  });
}

export function isGzip(path: string): boolean {
  return path.toLowerCase().endsWith(".gz");
}
