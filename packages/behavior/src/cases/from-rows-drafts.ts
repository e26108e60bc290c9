import { nearest, UserError } from "@airworthy/evidence";
import type { ModelInput } from "../model.ts";
import type { Draft } from "./case.ts";
import { caseId, textId } from "./case-id.ts";
import { type LabelReader, labelReader } from "./from-rows-label.ts";
import { ALL_COLUMNS, type DataSpec } from "./from-rows-schema.ts";
import { checkJson, inputOf, nameOf, numberOf, shown } from "./from-rows-values.ts";
import { createIdSet, type IdSet } from "./id-set.ts";

/** A row of a table. */
export interface DataRow {
  /** From 1: the line of a text file, the row's number elsewhere. */
  readonly line: number;
  /** JSON values by column; texts only where the file knows nothing else. */
  readonly values: ReadonlyMap<string, unknown>;
}

export interface RowContext {
  /** All that a label may be; null where the model answers with text or numbers. */
  readonly classes: readonly string[] | null;
  /** The columns that the test slices by, beside those of the data itself. */
  readonly slices: readonly string[];
}

export interface NamedRow {
  readonly line: number;
  readonly id: string;
}

/** Makes drafts of rows, one pass through a table. Throws a UserError that names the file and line. */
export class RowDrafts {
  /** What is read of the file; null for all. */
  readonly columns: readonly string[] | null;
  /** The row, if there was one, that has the id of one before. */
  twice: NamedRow | null = null;
  count = 0;
  readonly #data: DataSpec;
  readonly #slices: readonly string[];
  readonly #numbers: ReadonlySet<string>;
  readonly #where: readonly (readonly [string, readonly string[]])[];
  readonly #label: LabelReader | null;
  readonly #ids: IdSet = createIdSet();

  constructor(data: DataSpec, { classes, slices }: RowContext) {
    this.#data = data;
    this.#slices = [...new Set([...(data.slices ?? []), ...slices])];
    this.#numbers = new Set(data.numbers);
    this.#where = [...(data.where ?? [])];
    this.#label = data.label === undefined ? null : labelReader(data.label, data.labels, classes);
    const { input, label, id, cluster } = data;
    const others = [label, id, cluster].filter((column) => column !== undefined);
    this.columns =
      input === ALL_COLUMNS
        ? null
        : [
            ...new Set(
              [input, others, this.#slices, [...this.#numbers], this.#where.map(([column]) => column)].flat(2),
            ),
          ];
  }

  /** The drafts of the wanted rows, until there are `limit` in all, or one that is there twice. */
  read(rows: readonly DataRow[], limit: number): Draft[] {
    const drafts: Draft[] = [];
    for (const row of rows) {
      try {
        if (this.count === limit) break;
        if (!this.isWanted(row)) continue;
        const draft = this.#draft(row);
        if (!this.#ids.add(this.#data.id === undefined ? draft.id : textId(draft.id))) {
          this.twice = { line: row.line, id: draft.id };
          break;
        }
        this.count++;
        drafts.push(draft);
      } catch (error) {
        throw this.#at(row, error);
      }
    }
    return drafts;
  }

  isWanted(row: DataRow): boolean {
    return this.#where.every(([column, allowed]) => {
      const value = this.#cell(row, column);
      return value !== null && typeof value !== "object" && allowed.includes(String(value));
    });
  }

  idOf(row: DataRow): string {
    const { id } = this.#data;
    return id === undefined ? caseId([this.#input(row)]) : nameOf(id, this.#cell(row, id));
  }

  #draft(row: DataRow): Draft {
    // A text file has columns that nobody asked for, so that only a row tells of one that is mistyped.
    for (const column of this.#numbers) this.#cell(row, column);
    const input = this.#input(row);
    const id = this.#data.id === undefined ? caseId([input]) : this.idOf(row);
    return {
      id,
      inputs: [input],
      origins: null,
      expected: this.#label?.(this.#value(row, this.#data.label ?? "")) ?? null,
      slices: this.#slicesOf(row),
      cluster: this.#clusterOf(row) ?? id,
      filled: null,
    };
  }

  #clusterOf(row: DataRow): string | null {
    const { cluster } = this.#data;
    return cluster === undefined ? null : nameOf(cluster, this.#cell(row, cluster));
  }

  #input(row: DataRow): ModelInput {
    const { input, label, id, cluster } = this.#data;
    if (typeof input === "string" && input !== ALL_COLUMNS) return inputOf(input, this.#cell(row, input));
    const columns =
      typeof input === "string" ? [...row.values.keys()].filter((name) => ![label, id, cluster].includes(name)) : input;
    const entries: [string, unknown][] = [];
    for (const column of columns) {
      const value = this.#value(row, column);
      checkJson(column, value);
      entries.push([column, value]);
    }
    return Object.fromEntries(entries);
  }

  #slicesOf(row: DataRow): ReadonlyMap<string, string> | null {
    if (this.#slices.length === 0) return null;
    return new Map(this.#slices.map((column) => [column, nameOf(column, this.#cell(row, column))]));
  }

  #value(row: DataRow, column: string): unknown {
    const value = this.#cell(row, column);
    return this.#numbers.has(column) ? numberOf(column, value) : value;
  }

  #cell(row: DataRow, column: string): unknown {
    const value = row.values.get(column);
    if (value !== undefined) return value;
    const near = nearest(column, row.values.keys());
    const names = [...row.values.keys()].slice(0, 20).map(shown).join(", ");
    throw new UserError(
      `the column ${shown(column)} is missing${near === undefined ? "" : `; did you mean ${shown(near)}?`}`,
      { remedy: `The row's columns are ${names}.` },
    );
  }

  #at(row: DataRow, error: unknown): unknown {
    if (!(error instanceof UserError)) return error;
    const remedy = error.remedy === undefined ? {} : { remedy: error.remedy };
    return new UserError(`${this.#data.file}, line ${row.line}: ${error.message}`, remedy);
  }
}
