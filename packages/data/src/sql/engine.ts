import type { Dialect } from "./dialects/dialect.ts";

/** A database that answers queries. */
export interface SqlEngine {
  readonly dialect: Dialect;
  /**
   * The rows of one query, each with its values in the order of the columns. Whole numbers may come as numbers, bigints or texts of
   * digits. Throws a UserError with the engine's own words, which never holds a password, where there is no answer.
   */
  run(sql: string): Promise<readonly (readonly unknown[])[]>;
}
