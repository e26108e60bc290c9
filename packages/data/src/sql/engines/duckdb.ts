import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "@airworthy/evidence";
import type { DuckDBConnection, DuckDBPreparedStatement, StatementType } from "@duckdb/node-api";
import { said } from "../../http/said.ts";
import { shown } from "../../shown.ts";
import { DUCKDB } from "../dialects/duckdb.ts";
import type { SqlEngine } from "../engine.ts";
import { QUERY_MILLISECONDS } from "./limits.ts";

const PACKAGE = "@duckdb/node-api";

/**
 * DuckDB within this process: a file of it, which is only read, or with null none, for queries over other files, whose paths are
 * relative to `cwd`. Takes one SELECT at a time. Needs the package @duckdb/node-api, which is looked for from `cwd` on and loaded at
 * the first query. Throws the signal's reason when it aborts.
 */
export function openDuckDb(path: string | null, cwd: string, signal?: AbortSignal): SqlEngine {
  return {
    dialect: DUCKDB,
    async run(sql) {
      signal?.throwIfAborted();
      const duckdb = await loadDuckDb(cwd);
      const settings: Record<string, string> = path === null ? {} : { access_mode: "READ_ONLY" };
      try {
        const instance = await duckdb.DuckDBInstance.create(path === null ? ":memory:" : resolve(cwd, path), settings);
        try {
          return await bounded(await instance.connect(), signal, async (connection) => {
            await lookIn(connection, resolve(cwd));
            const statement = await onlySelect(connection, sql, duckdb.StatementType.SELECT);
            return (await statement.runAndReadAll()).getRows();
          });
        } finally {
          instance.closeSync();
        }
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof UserError) throw error;
        throw new UserError(said(error instanceof Error ? error.message : String(error), null), { cause: error });
      }
    },
  };
}

/** Works with the connection and closes it, interrupted by time and the signal. */
async function bounded<T>(
  connection: DuckDBConnection,
  signal: AbortSignal | undefined,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const timeout = AbortSignal.timeout(QUERY_MILLISECONDS);
  const until = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
  const interrupt = () => connection.interrupt();
  until.addEventListener("abort", interrupt);
  try {
    return await work(connection);
  } catch (error) {
    if (timeout.aborted) throw new UserError(`the query takes more than ${QUERY_MILLISECONDS / 1_000} s`);
    throw error;
  } finally {
    until.removeEventListener("abort", interrupt);
    connection.closeSync();
  }
}

async function lookIn(connection: DuckDBConnection, folder: string): Promise<void> {
  if (folder !== process.cwd()) await connection.run(`SET file_search_path = ${searchPath(folder)}`);
}

/** Of all that DuckDB can do, reading: a second statement could write files, whatever a database is opened for. */
async function onlySelect(
  connection: DuckDBConnection,
  sql: string,
  select: StatementType,
): Promise<DuckDBPreparedStatement> {
  const statements = await connection.extractStatements(sql);
  const [first] = statements.count === 1 ? [await statements.prepare(0)] : [];
  if (first?.statementType === select) return first;
  throw new UserError("the query is not one SELECT alone");
}

function searchPath(folder: string): string {
  if (!folder.includes(",")) return DUCKDB.literal(folder);
  throw new UserError(`DuckDB looks for no files in ${shown(folder)}, for the comma in its path`);
}

/** From where the user installed it: an action's own folder has none. */
async function loadDuckDb(cwd: string): Promise<typeof import("@duckdb/node-api")> {
  try {
    const require = createRequire(import.meta.url);
    return await import(pathToFileURL(require.resolve(PACKAGE, { paths: [cwd, import.meta.dirname] })).href);
  } catch (error) {
    throw new UserError(`the package ${PACKAGE} is not installed, or not for this machine`, {
      remedy: `Install it in ${cwd}: npm install ${PACKAGE}`,
      cause: error,
    });
  }
}
