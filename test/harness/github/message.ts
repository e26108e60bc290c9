import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

export interface Received {
  readonly method: string;
  readonly url: URL;
  /** "METHOD path?query", as the request log has it. */
  readonly line: string;
  readonly bytes: Buffer;
  /** Of the header `authorization`, without the word before it; null without one. */
  readonly token: string | null;
  /** The body as JSON, where it is. */
  readonly json: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes as they are, text as XML, anything else as JSON. */
  readonly body?: unknown;
}

export async function receive(message: IncomingMessage, origin: string): Promise<Received> {
  const bytes = await buffer(message);
  const method = message.method ?? "GET";
  // A proxy gets the whole address.
  const url = new URL(message.url ?? "/", origin);
  const line = `${method} ${url.pathname}${url.search}`;
  const token = message.headers.authorization?.split(" ").at(-1) ?? null;
  return { method, url, line, bytes, token, json: parseJson(bytes) };
}

export function send(response: ServerResponse, answer: Answer): void {
  const { body } = answer;
  const isBytes = Buffer.isBuffer(body);
  const type = isBytes ? "application/zip" : "application/json; charset=utf-8";
  response.writeHead(answer.status, { "content-type": type, ...answer.headers });
  if (body === undefined) response.end();
  else response.end(isBytes ? body : JSON.stringify(body));
}

/** How GitHub refuses a field that is too long. */
export function tooLong(field: string, limit: number): Answer {
  const message = `Validation Failed: ${field} is too long (maximum is ${limit} characters)`;
  return { status: 422, body: { message } };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}
