import { type Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { LateError, seconds, within } from "../deadline.ts";
import { nameOf } from "./address.ts";
import { HttpProblem } from "./http-problem.ts";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: URL;
  /** JSON text. */
  readonly body?: string;
}

export interface RawReply {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

export interface AttemptOptions {
  readonly agent: Agent;
  readonly headers: Readonly<Record<string, string>>;
  /** The longest until the whole reply is there, in milliseconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/** A batch of ten thousand rows with a hundred scores each stays below. */
const MAX_REPLY_BYTES = 16 * 1024 * 1024;

/**
 * Sends a request once and reads the whole reply, whatever its status; a redirection is not followed, since what is sent
 * may hold a secret. Throws an HttpProblem where no whole reply comes in time, and the signal's reason when it aborts.
 */
export async function attempt(request: HttpRequest, options: AttemptOptions): Promise<RawReply> {
  const { signal, timeout } = options;
  signal?.throwIfAborted();
  const sending = new AbortController();
  try {
    return await within(sendFresh(request, options, sending.signal), timeout, signal);
  } catch (error) {
    sending.abort();
    signal?.throwIfAborted();
    if (error instanceof HttpProblem) throw error;
    const where = nameOf(request.url);
    // Not tried again: what took too long once takes as long the next time.
    if (error instanceof LateError) throw new HttpProblem(`${where} did not answer within ${seconds(timeout)}`);
    throw new HttpProblem(`${where} gave no answer: ${reasonOf(error)}`, { mayPass: true });
  }
}

/** The server closed a connection that was kept from an earlier request: it has not looked at this one. */
class StaleError extends Error {
  override readonly name = "StaleError";
}

/** Sends the request again at once where it went into a stale connection; each such failure takes one of those away. */
async function sendFresh(request: HttpRequest, options: AttemptOptions, signal: AbortSignal): Promise<RawReply> {
  for (let stale = 0; ; stale++) {
    try {
      return await send(request, options, signal);
    } catch (error) {
      if (!(error instanceof StaleError) || stale >= options.agent.maxSockets) throw error;
    }
  }
}

async function send(request: HttpRequest, options: AttemptOptions, signal: AbortSignal): Promise<RawReply> {
  const { method, url, body } = request;
  const start = url.protocol === "https:" ? httpsRequest : httpRequest;
  const headers = {
    accept: "application/json",
    "user-agent": "airworthy",
    ...(body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
    ...options.headers,
  };
  const outgoing = start(url, { method, headers, agent: options.agent, signal });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on("response", resolve);
    outgoing.on("error", (error) => reject(isStale(error, outgoing) ? new StaleError(error.message) : error));
    // Without an error where the server answers that it goes on in another protocol.
    outgoing.on("close", () => reject(new Error("the connection was closed")));
    outgoing.end(body);
  });
  const text = await readAll(response, url);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

function isStale(error: Error, { reusedSocket }: ClientRequest): boolean {
  return reusedSocket && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
}

async function readAll(response: IncomingMessage, url: URL): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.byteLength;
    if (bytes > MAX_REPLY_BYTES) {
      throw new HttpProblem(`${nameOf(url)} answered with more than ${MAX_REPLY_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return decode(Buffer.concat(chunks), url);
}

/** Bytes that are no UTF-8 would silently become other characters. */
function decode(bytes: Uint8Array, url: URL): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new HttpProblem(`${nameOf(url)} answered bytes that are no UTF-8`);
  }
}

/** Node's errors of several addresses have no message of their own. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== "") return error.message;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
