import { UserError } from "@airworthy/evidence";
import type { ParquetColumns, ParquetReply, ParquetRequest } from "./parquet-messages.ts";
import { ParquetProcess } from "./parquet-process.ts";

/** Some hundred rows that follow each other, by column, then row. */
export type ParquetRows = Extract<ParquetReply, { kind: "rows" }>;

/**
 * Reads a Parquet file, row group by row group, in a process of its own, which a hostile file can end or exhaust without harm.
 * Its methods throw a UserError that names the file for one that is damaged.
 */
export class ParquetReader implements AsyncDisposable {
  readonly #process = new ParquetProcess();
  readonly #name: string;

  /** `name` is for messages. */
  constructor(name: string) {
    this.#name = name;
  }

  /** The wanted columns that are there, in the file's order, and all that are there. */
  async open(path: string, wanted: ParquetColumns | null): Promise<Extract<ParquetReply, { kind: "opened" }>> {
    const reply = await this.#ask({ open: path, columns: wanted });
    if (reply.kind === "opened") return reply;
    throw new Error(`a reader answered ${reply.kind}`);
  }

  /** The next rows, null at the end. */
  async next(): Promise<ParquetRows | null> {
    const reply = await this.#ask("next");
    return reply.kind === "rows" ? reply : null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }

  async #ask(request: ParquetRequest): Promise<ParquetReply> {
    const reply = await this.#process.ask(request);
    if (reply.kind !== "problem") return reply;
    throw new UserError(`${this.#name} cannot be read as Parquet: ${reply.problem}`, {
      remedy: "Write the table anew, with smaller row groups if it is large, or as JSON Lines.",
    });
  }
}
