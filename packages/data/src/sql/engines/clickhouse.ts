import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { attempt, Problem } from "../../http/attempt.ts";
import { said } from "../../http/said.ts";
import { addressOf, nameOf } from "../../http/service.ts";
import { CLICKHOUSE } from "../dialects/clickhouse.ts";
import type { SqlEngine } from "../engine.ts";
import { basicHeader, type Credentials } from "./credentials.ts";
import { REPLY_LIMITS } from "./limits.ts";

export interface ClickHouseServer {
  /** Of its HTTP interface. */
  readonly url: string;
  readonly database: string | null;
  readonly credentials: Credentials | null;
  readonly signal?: AbortSignal;
}

const replySchema = v.object({ data: v.array(v.array(v.unknown())), exception: v.optional(v.string()) });

/**
 * A ClickHouse server over HTTP. Throws a UserError, that does not show the password, for an address or password that cannot be
 * used.
 */
export function openClickHouse(server: ClickHouseServer): SqlEngine {
  const url = addressOf({ url: server.url, token: null }, "ClickHouse");
  const headers = server.credentials === null ? {} : headersOf(server.credentials, url);
  // No more settings than this one: an account that may only read may change none, and this is then its own.
  url.searchParams.set("readonly", "1");
  // So that an error on the way is a status, and not the end of rows.
  url.searchParams.set("wait_end_of_query", "1");
  if (server.database !== null) url.searchParams.set("database", server.database);
  const password = server.credentials?.password ?? null;
  return {
    dialect: CLICKHOUSE,
    async run(sql) {
      const sent = { body: `${sql}\nFORMAT JSONCompact`, headers: { ...headers, "user-agent": "airworthy" } };
      const { data, exception } = checkShape(replySchema, await post(sent), `the reply of ${nameOf(url)}`);
      if (exception !== undefined) throw new UserError(said(exception, password));
      return data;
    },
  };

  async function post(sent: {
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
  }): Promise<unknown> {
    try {
      return await attempt(url, sent, REPLY_LIMITS, server.signal);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new UserError(`${nameOf(url)} ${said(error.message, password)}`);
    }
  }
}

/** A user without a password is still that user, and not the default one. */
function headersOf(credentials: Credentials, url: URL): Readonly<Record<string, string>> {
  return credentials.password === null ? { "x-clickhouse-user": credentials.user } : basicHeader(credentials, url);
}
