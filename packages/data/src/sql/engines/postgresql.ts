import { UserError } from "@airworthy/evidence";
import type { Sql, TransactionSql } from "postgres";
import { said } from "../../http/said.ts";
import { isLoopback } from "../../http/service.ts";
import { POSTGRESQL } from "../dialects/postgresql.ts";
import type { SqlEngine } from "../engine.ts";
import { QUERY_MILLISECONDS } from "./limits.ts";

const CONNECT_SECONDS = 15;
/** The protocol that takes one statement: a second could end the transaction, and then write. */
const ONE_STATEMENT = { prepare: false, simple: false };

/**
 * A PostgreSQL server, by the URL that its own programs take: `postgresql://user:password@host:port/database?sslmode=verify-full`.
 * Each query is a transaction that only reads and is never committed, on a connection of its own. Throws a UserError, that does not
 * show it, for a URL that is none or whose password would cross a network in the open; the signal's reason when it aborts.
 */
export function openPostgres(url: string, signal?: AbortSignal): SqlEngine {
  const password = passwordIn(url);
  return {
    dialect: POSTGRESQL,
    async run(sql) {
      signal?.throwIfAborted();
      const { default: postgres } = await import("postgres");
      try {
        const client = postgres(url, {
          max: 1,
          connect_timeout: CONNECT_SECONDS,
          connection: { application_name: "airworthy" },
          // What it would look up first is for types that no answer has.
          fetch_types: false,
          // Nothing of a server's is printed.
          onnotice: () => undefined,
        });
        try {
          return await Promise.race([ask(client, sql), atTheEnd(signal)]);
        } finally {
          await client.end({ timeout: 0 });
        }
      } catch (error) {
        signal?.throwIfAborted();
        throw new UserError(said(error instanceof Error ? error.message : String(error), password), { cause: error });
      }
    },
  };
}

/** Neither commits nor rolls back: the connection may be gone by then, and its end does that. */
function ask(client: Sql, sql: string): Promise<readonly (readonly unknown[])[]> {
  return new Promise((resolve, reject) => {
    const answer = async (transaction: TransactionSql) => {
      await transaction.unsafe(`SET LOCAL statement_timeout = ${QUERY_MILLISECONDS}`);
      // All digits of doubles, whatever the server is set to.
      await transaction.unsafe("SET LOCAL extra_float_digits = 3");
      return Array.from(await transaction.unsafe(sql, [], ONE_STATEMENT).values());
    };
    client
      .begin("isolation level repeatable read read only", async (transaction) => {
        await answer(transaction).then(resolve, reject);
        await new Promise(() => undefined);
      })
      .catch(reject);
  });
}

/** Rejects when time is up, for a server that does not hold to its own, and with the signal. */
function atTheEnd(signal: AbortSignal | undefined): Promise<never> {
  const timeout = AbortSignal.timeout(CONNECT_SECONDS * 1_000 + QUERY_MILLISECONDS);
  const until = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
  return new Promise((_, reject) => {
    until.addEventListener("abort", () => reject(new Error(`no answer within ${QUERY_MILLISECONDS / 1_000} s`)));
  });
}

function passwordIn(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || !/^postgres(ql)?:$/.test(parsed.protocol) || !isEncoded(parsed)) {
    throw new UserError("the address is no URL of postgresql:", { remedy: REMEDY });
  }
  if (parsed.password !== "" && !isLoopback(parsed) && !isSettled(parsed)) {
    throw new UserError(`${parsed.host} would be sent a password that all on the way could read`, { remedy: REMEDY });
  }
  return decodeURIComponent(parsed.password);
}

const REMEDY =
  "It is such as postgresql://user:password@host:5432/database?sslmode=verify-full, with sslmode=disable in a network of your own.";

function isEncoded({ username, password, host }: URL): boolean {
  try {
    return [username, password, host].every((part) => decodeURIComponent(part) !== null);
  } catch {
    return false;
  }
}

/** Whether it is said if the connection is encrypted, and not left to whoever answers. */
function isSettled({ searchParams }: URL): boolean {
  const mode = searchParams.get("sslmode") || searchParams.get("ssl") || "prefer";
  return searchParams.get("sslrootcert") === "system" || !["allow", "prefer"].includes(mode);
}
