import { UserError } from "@airworthy/evidence";
import type { ColumnRequest, NumberRequest, NumbersRequest } from "@airworthy/tables";
import { missingColumn } from "../missing-column.ts";
import { shown } from "../shown.ts";
import { CategoryBuilder } from "./columns/category-builder.ts";
import type { ColumnBuilder } from "./columns/column-builder.ts";
import { DerivedBuilder } from "./columns/derived-builder.ts";
import { FingerprintBuilder } from "./columns/fingerprint-builder.ts";
import type { Growth } from "./columns/grown.ts";
import { NumberBuilder } from "./columns/number-builder.ts";

/** A table of more columns is an upturned one. */
const MAX_COLUMNS = 10_000;
export const ID_SLOT = 0;

/**
 * Which of a file's columns are read, and for what: fixed by its header, schema or first row. Each column that is read has a
 * slot, the id the first; every row must have all of them.
 */
export class Layout {
  /** The columns by slot. */
  readonly columns: readonly string[];
  readonly builders: readonly ColumnBuilder[];
  /** The optional columns that the first row does not have, so that no row may. */
  readonly #absent: ReadonlySet<string>;
  readonly #prefixes: ReadonlySet<string>;
  readonly #slots: ReadonlyMap<string, number>;

  /** `given` are the file's columns. Throws a UserError without a place for one that is missing. */
  constructor(requests: readonly ColumnRequest[], given: ReadonlySet<string>, growth: Growth) {
    if (given.size > MAX_COLUMNS) {
      throw new UserError(`a table may have ${MAX_COLUMNS} columns; this one has ${given.size}`);
    }
    const slots = new Slots(given);
    slots.take("id");
    const absent = absentColumns(requests, given);
    const isThere = (request: ColumnRequest) => !(request.kind === "number" && absent.has(request.column));
    this.builders = requests.filter(isThere).flatMap((request) => buildersFor(request, slots, growth));
    this.#slots = slots.taken;
    this.columns = [...slots.taken.keys()];
    this.#absent = absent;
    this.#prefixes = prefixesOf(requests);
    checkNames(this.builders);
  }

  /** -1 for a column that is not read. */
  slotOf(column: string): number {
    return this.#slots.get(column) ?? -1;
  }

  /** Whether a row must not have the column, since the first row has not. */
  isRefused(column: string): boolean {
    if (this.#absent.has(column)) return true;
    if (this.#slots.has(column)) return false;
    for (const prefix of this.#prefixes) if (column.startsWith(`${prefix}.`)) return true;
    return false;
  }
}

/** The prefixes of which every number column is asked for. */
export function prefixesOf(requests: readonly ColumnRequest[]): ReadonlySet<string> {
  return new Set(requests.flatMap((request) => (request.kind === "numbers" ? [request.prefix] : [])));
}

class Slots {
  readonly taken = new Map<string, number>();
  readonly given: ReadonlySet<string>;

  constructor(given: ReadonlySet<string>) {
    this.given = given;
  }

  /** The column's slot, its own from now on. */
  take(column: string): number {
    if (!this.given.has(column)) throw missingColumn(column, [...this.given]);
    const slot = this.taken.get(column) ?? this.taken.size;
    this.taken.set(column, slot);
    return slot;
  }
}

function absentColumns(requests: readonly ColumnRequest[], given: ReadonlySet<string>): ReadonlySet<string> {
  const isAbsent = (request: ColumnRequest): request is NumberRequest =>
    request.kind === "number" && request.isOptional && !given.has(request.column);
  return new Set(requests.filter(isAbsent).map(({ column }) => column));
}

function buildersFor(request: ColumnRequest, slots: Slots, growth: Growth): ColumnBuilder[] {
  switch (request.kind) {
    case "category":
      return [new CategoryBuilder(request, slots.take(request.column), growth)];
    case "number":
      return [new NumberBuilder(request, slots.take(request.column), growth)];
    case "numbers":
      return numberBuilders(request, slots, growth);
    case "derived":
      return [
        new DerivedBuilder(
          request,
          request.from.map((column) => slots.take(column)),
          growth,
        ),
      ];
    case "fingerprint":
      return [new FingerprintBuilder(request.column, slots.take(request.column), growth)];
  }
}

function numberBuilders({ prefix }: NumbersRequest, slots: Slots, growth: Growth): NumberBuilder[] {
  const columns = [...slots.given].filter((column) => column.startsWith(`${prefix}.`));
  return columns.map(
    (column) => new NumberBuilder({ column, least: Number.NEGATIVE_INFINITY }, slots.take(column), growth),
  );
}

function checkNames(builders: readonly ColumnBuilder[]): void {
  const seen = new Set<string>();
  const twice = builders.find(({ name }) => seen.size === seen.add(name).size);
  if (twice !== undefined) throw new UserError(`the column ${shown(twice.name)} is asked for in two ways`);
}
