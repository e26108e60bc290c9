import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIP } from "node:net";
import { UserError } from "@airworthy/evidence";
import { answerRequest, type OfrepOptions, type OfrepRequest } from "@airworthy/flags/ofrep";
import type { FlagFile } from "./flag-file.ts";

export interface FlagServer {
  /** Such as "http://127.0.0.1:8016". */
  readonly address: string;
  /** Whether only this machine can reach it. */
  readonly isLoopback: boolean;
  /** Takes no more requests, and finishes those under way for two seconds at most. */
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly allowedOrigin: string | undefined;
}

/** Headers are sent at once by whoever means well. */
const HEADERS_MS = 5_000;
const REQUEST_MS = 10_000;
const CHECK_MS = 1_000;
/** A connection is some tens of kilobytes; one more is closed at once. */
const MOST_CONNECTIONS = 1_024;
/** Beyond, clients are asked to come back in a second. An answer takes microseconds: these wait for slow senders. */
const MOST_UNDER_WAY = 512;
const RETRY_SECONDS = 1;
/** Less than the three seconds that a run has to stop by itself. */
const CLOSE_MS = 2_000;

/** Serves a file's flags by OFREP, and GET /healthz. Throws a UserError where the address is not to be had. */
export async function startFlagServer(file: FlagFile, options: ServerOptions): Promise<FlagServer> {
  let underWay = 0;
  const { allowedOrigin } = options;
  const ofrep: OfrepOptions = {
    ...(allowedOrigin === undefined ? {} : { allowedOrigin }),
    retryAfter: () => (underWay > MOST_UNDER_WAY ? RETRY_SECONDS : undefined),
  };
  const server = createServer(
    { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: CHECK_MS },
    (request, response) => {
      underWay++;
      response.once("close", () => underWay--);
      answer(request, response, file, ofrep).catch(() => request.destroy());
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  await listen(server, options);
  const { host, port } = boundTo(server);
  return {
    address: `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`,
    isLoopback: /^(?:::ffff:)?127\.|^::1$/.test(host),
    close: () => close(server),
  };
}

const HEALTH_PATH = "/healthz";

/** Rejects where the client is gone. */
async function answer(request: IncomingMessage, response: ServerResponse, file: FlagFile, options: OfrepOptions) {
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  if (path === HEALTH_PATH) return answerHealth(request, response, file);
  const asked: OfrepRequest = {
    method: request.method ?? "",
    path,
    header: (name) => [request.headers[name] ?? []].flat().join(", ") || undefined,
    readBody: (mostBytes) => readBody(request, mostBytes),
  };
  const { status, headers, body } = await answerRequest(asked, file.definition.resolver, options);
  // What was not read of the request would else be read as the next one.
  if (!request.complete) response.setHeader("connection", "close");
  response.writeHead(status, headers).end(body);
}

/** Healthy as long as it answers; "stale" where the file is broken and the last good definition is served. */
function answerHealth(request: IncomingMessage, response: ServerResponse, file: FlagFile): void {
  const status = file.problem === null ? "ready" : "stale";
  const isRead = request.method === "GET" || request.method === "HEAD";
  const headers = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };
  if (isRead) response.writeHead(200, headers).end(JSON.stringify({ status, sha256: file.definition.sha256 }));
  else response.writeHead(405, { allow: "GET, HEAD" }).end();
}

async function readBody(request: IncomingMessage, mostBytes: number): Promise<string | null> {
  if (Number(request.headers["content-length"] ?? 0) > mostBytes) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // The connection is still needed: for the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError("a body is read as bytes");
    bytes += chunk.length;
    if (bytes > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      reject(
        new UserError(`flags cannot be served at ${JSON.stringify(host)}, port ${port}: ${error.message}`, {
          remedy: "--port 0 takes a port that is free; --host takes an address of this machine.",
          cause: error,
        }),
      );
    });
    server.listen({ host, port }, resolve);
  });
}

function boundTo(server: Server): { readonly host: string; readonly port: number } {
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("a TCP server is bound to an address");
  return { host: bound.address, port: bound.port };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
  });
}
