import { UserError } from "@airworthy/evidence";
import type { ColumnRequest } from "@airworthy/tables";
import { atRow } from "../place.ts";
import type { ParquetColumns } from "../rows/parquet-messages.ts";
import { ParquetReader, type ParquetRows } from "../rows/parquet-reader.ts";
import { shown } from "../shown.ts";
import { CellWriter } from "./cell-writer.ts";
import { members } from "./json/json-row.ts";
import { prefixesOf } from "./layout.ts";
import type { TableBuilder } from "./table-builder.ts";

export interface ParquetFile {
  readonly path: string;
  /** For messages. */
  readonly name: string;
  /** Is called now and then. May throw, to stop. */
  readonly onRows: () => void;
}

/** The rows of a Parquet file, null where there are none. `begin` is given its columns. Throws a UserError with file and row. */
export async function readParquetTable(
  { path, name, onRows }: ParquetFile,
  requests: readonly ColumnRequest[],
  begin: (columns: readonly string[]) => TableBuilder,
): Promise<TableBuilder | null> {
  await using reader = new ParquetReader(name);
  const { columns, known } = await reader.open(path, wantedColumns(requests));
  let taker: RowTaker | null = null;
  let row = 1;
  for (let rows = await reader.next(); rows !== null; rows = await reader.next()) {
    onRows();
    for (let index = 0; index < rows.count; index++, row++) {
      try {
        taker ??= new RowTaker(rows, { columns, known, prefixes: prefixesOf(requests) }, begin);
        taker.take(rows, index);
      } catch (error) {
        throw atRow(name, row, error);
      }
    }
  }
  return taker?.builder ?? null;
}

function wantedColumns(requests: readonly ColumnRequest[]): ParquetColumns {
  const names = requests.flatMap((request) => {
    if (request.kind === "derived") return request.from;
    return request.kind === "numbers" ? [] : [request.column];
  });
  return { names: ["id", ...names], prefixes: [...prefixesOf(requests)] };
}

interface Schema {
  readonly columns: readonly string[];
  readonly known: readonly string[];
  readonly prefixes: ReadonlySet<string>;
}

/** A column of objects, each member of which is a column. */
interface Struct {
  readonly prefix: string;
  /** The column's place among those that are read. */
  readonly place: number;
  readonly members: readonly string[];
}

/** Takes rows from columns of values. */
class RowTaker {
  readonly builder: TableBuilder;
  readonly #writer = new CellWriter();
  readonly #structs: readonly Struct[];
  /** Where each slot's value is: the column's place, and the member where the column is a struct. */
  readonly #sources: readonly { readonly place: number; readonly member: string | null }[];

  constructor(
    { values }: ParquetRows,
    { columns, known, prefixes }: Schema,
    begin: (columns: readonly string[]) => TableBuilder,
  ) {
    this.#structs = columns.flatMap((prefix, place) => {
      const first = () => members(prefix, values[place]?.[0]).map(([column]) => column);
      return prefixes.has(prefix) ? [{ prefix, place, members: first() }] : [];
    });
    const inner = this.#structs.flatMap((struct) => struct.members);
    const twice = inner.find((column) => known.includes(column));
    if (twice !== undefined) throw new UserError(`${shown(twice)} is there twice`);
    this.builder = begin([...known, ...inner]);
    this.#sources = this.builder.layout.columns.map((column) => {
      const struct = this.#structs.find((one) => one.members.includes(column));
      if (struct === undefined) return { place: columns.indexOf(column), member: null };
      return { place: struct.place, member: column.slice(struct.prefix.length + 1) };
    });
  }

  take({ values }: ParquetRows, row: number): void {
    const { cells, layout } = this.builder;
    for (const struct of this.#structs) checkMembers(struct, values[struct.place]?.[row]);
    this.#writer.start(cells);
    for (const [slot, { place, member }] of this.#sources.entries()) {
      const value = values[place]?.[row] ?? null;
      const own = member === null ? value : memberOf(value, member);
      this.#writer.write(cells, slot, layout.columns[slot] ?? "", own);
    }
    this.builder.addRow();
  }
}

/** As many members as in the first row: one that has another name then lacks another. */
function checkMembers(struct: Struct, value: unknown): void {
  if (members(struct.prefix, value).length === struct.members.length) return;
  throw new UserError(`${shown(struct.prefix)} has other members than in the first row`);
}

function memberOf(value: unknown, member: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, member)) return null;
  const own: unknown = Reflect.get(value, member);
  return own;
}
