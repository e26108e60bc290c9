import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "../github/listen.ts";

export interface SqlSeen {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly sql: string;
}

export interface SqlSaid {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, all else as JSON. */
  readonly body: unknown;
}

/** Given also where the stand-in is. */
export type SqlHandler = (seen: SqlSeen, url: string) => SqlSaid;

/** A database on the loopback that takes SQL over HTTP, and answers as `handler` says. */
export async function startSqlStandIn(handler: SqlHandler) {
  const requests: SqlSeen[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const { method = "", url: path = "", headers } = request;
      const seen: SqlSeen = { method, path, headers, sql: await text(request) };
      requests.push(seen);
      const { status = 200, headers: sent, body } = handler(seen, listening.url);
      response.writeHead(status, sent);
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    })();
  });
  const listening = await listen(server);
  return { ...listening, requests };
}
