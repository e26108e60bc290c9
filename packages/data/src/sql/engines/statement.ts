import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { persist } from "../../http/ask-json.ts";
import { attempt, type Limits, Problem, type Sent } from "../../http/attempt.ts";
import { said } from "../../http/said.ts";
import { nameOf } from "../../http/service.ts";
import { QUERY_MILLISECONDS, REPLY_LIMITS } from "./limits.ts";

export interface StatementServer {
  readonly base: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly password: string | null;
  readonly signal: AbortSignal | undefined;
}

/** Servers hold a request for a second or so, and may be gone for a moment behind their proxy. */
const PAGE_LIMITS: Limits = { ...REPLY_LIMITS, waits: [100, 500, 2_000], milliseconds: 60_000 };
/** A failed query's is only told that it is over. */
const CANCEL_LIMITS: Limits = { waits: [], milliseconds: 5_000, bytes: 64 * 1024 };
/** Of 200 metrics in 100 groups, all quantiles of 20 buckets, there are 800,000. */
const MOST_ROWS = 1_000_000;

const pageSchema = v.object({
  nextUri: v.optional(v.string()),
  data: v.optional(v.nullable(v.array(v.array(v.unknown())))),
  error: v.optional(
    v.nullable(v.object({ message: v.optional(v.nullable(v.string())), errorName: v.optional(v.string()) })),
  ),
});

type Page = v.InferOutput<typeof pageSchema>;

/**
 * The rows of a query, page by page until there is no next. A query that fails here, by time, size or the signal, is cancelled there.
 * Throws a UserError with the server's own words.
 */
export async function runStatement(server: StatementServer, sql: string): Promise<readonly (readonly unknown[])[]> {
  const until = Date.now() + QUERY_MILLISECONDS;
  const rows: unknown[][] = [];
  let characters = 0;
  let page = await ask(server, statementUrl(server.base), { body: sql, headers: server.headers });
  while (true) {
    refuseError(page, server);
    for (const row of page.data ?? []) {
      rows.push(row);
      characters += charactersIn(row);
    }
    if (page.nextUri === undefined) return rows;
    const next = nextOf(page.nextUri, server.base);
    try {
      if (rows.length > MOST_ROWS) throw new UserError(`the answer has more than ${MOST_ROWS} rows`);
      if (characters > REPLY_LIMITS.bytes)
        throw new UserError(`the answer has more than ${REPLY_LIMITS.bytes} characters`);
      if (Date.now() > until) throw new UserError(`the query takes more than ${QUERY_MILLISECONDS / 1_000} s`);
      page = await ask(server, next, { method: "GET", headers: server.headers });
    } catch (error) {
      await cancel(next, server);
      throw error;
    }
  }
}

function charactersIn(row: readonly unknown[]): number {
  return row.reduce<number>((sum, value) => sum + (typeof value === "string" ? value.length : 0), 0);
}

function statementUrl(base: URL): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, "")}/v1/statement`;
  return url;
}

async function ask(server: StatementServer, url: URL, sent: Sent): Promise<Page> {
  try {
    const page = await persist(url, sent, PAGE_LIMITS, server.signal);
    return checkShape(pageSchema, page, `the reply of ${server.base.origin}`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new UserError(`${nameOf(server.base)} ${said(error.message, server.password)}`);
  }
}

function refuseError({ error }: Page, { password }: StatementServer): void {
  if (error === undefined || error === null) return;
  throw new UserError(said(`${error.errorName ?? "an error"}: ${error.message ?? "without a message"}`, password));
}

/** The address of the next page: the password goes along, and so it must be the server's own. */
function nextOf(nextUri: string, base: URL): URL {
  const next = URL.parse(nextUri);
  if (next?.origin === base.origin) return next;
  throw new UserError(`${base.origin} goes on at ${next?.origin ?? "no address"}, which is not followed`, {
    remedy: "Behind a proxy, the server has to be told to believe its headers: http-server.process-forwarded=true.",
  });
}

async function cancel(next: URL, { headers }: StatementServer): Promise<void> {
  try {
    await attempt(next, { method: "DELETE", headers }, CANCEL_LIMITS, undefined);
  } catch (error) {
    // It answers nothing, which is no JSON; and a server that cannot be told ends what nobody asks for any more.
    if (!(error instanceof Problem)) throw error;
  }
}
