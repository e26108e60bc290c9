import { type Agent, type IncomingMessage, request as plain } from "node:http";
import { request as secure } from "node:https";
import { Readable } from "node:stream";

/** As https://fetch.spec.whatwg.org/#http-redirect-fetch has it. */
const MOST_REDIRECTS = 20;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
/** What a Response may not have a body with. */
const BODILESS: readonly number[] = [204, 205, 304];
/** Not for another server's eyes, nor for a proxy's. */
const SECRETS = ["authorization", "cookie", "proxy-authorization"];

interface Message {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Uint8Array | null;
}

/**
 * `fetch` over the connections of `agentFor` an address, which Node's own takes no agent for. Follows redirects as that does,
 * unless `redirect` says not to. A failure is the error of Node's sockets, with its `code`.
 */
export function fetchOver(agentFor: (url: URL) => Agent): typeof fetch {
  return async (input, init) => {
    const asked = new Request(input, init);
    const signal = init?.signal ?? asked.signal;
    const body = asked.body === null ? null : new Uint8Array(await asked.arrayBuffer());
    let message: Message = { url: new URL(asked.url), method: asked.method, headers: asked.headers, body };
    for (let redirects = 0; ; redirects++) {
      const answer = await send(message, agentFor(message.url), signal);
      const next = asked.redirect === "manual" ? null : redirected(message, answer);
      if (next === null) return responseOf(answer, message, signal);
      // Nobody wants its body, however long that is.
      answer.destroy();
      if (asked.redirect === "error" || redirects === MOST_REDIRECTS) {
        throw new Error(`${message.url.origin} redirects, ${redirects} times before`);
      }
      message = next;
    }
  };
}

function send({ url, method, headers, body }: Message, agent: Agent, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? secure : plain;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  // Nothing here unpacks an answer.
  const shown = { ...Object.fromEntries(headers), "accept-encoding": "identity" };
  const outgoing = request(url, { method, agent, signal, headers: shown });
  outgoing.on("response", resolve).on("error", (error) => reject(signal.aborted ? signal.reason : inWords(error)));
  if (body !== null) outgoing.setHeader("content-length", body.byteLength);
  outgoing.end(body ?? undefined);
  return promise;
}

/** What is asked next; null where the answer is the last. */
function redirected(message: Message, { statusCode = 0, headers: { location } }: IncomingMessage): Message | null {
  if (!REDIRECTS.includes(statusCode) || location === undefined) return null;
  const url = new URL(location, message.url);
  const headers = new Headers(message.headers);
  if (url.origin !== message.url.origin) for (const name of SECRETS) headers.delete(name);
  if (!becomesGet(statusCode, message.method)) return { ...message, url, headers };
  for (const name of ["content-type", "content-length", "content-encoding", "content-language"]) headers.delete(name);
  return { url, method: "GET", headers, body: null };
}

function becomesGet(status: number, method: string): boolean {
  if (status === 303) return method !== "GET" && method !== "HEAD";
  return (status === 301 || status === 302) && method === "POST";
}

function responseOf(answer: IncomingMessage, { url, method }: Message, signal: AbortSignal): Response {
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 599) {
    answer.destroy();
    throw new Error(`${url.origin} answers with the status ${status}, which there is not`);
  }
  const isBodiless = method === "HEAD" || BODILESS.includes(status);
  if (isBodiless) answer.resume();
  else endWith(signal, answer);
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(answer.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const body = isBodiless ? null : Readable.toWeb(answer);
  return new Response(body, { status, statusText: answer.statusMessage ?? "", headers });
}

/** Who reads the body is told the signal's reason then, rather than that a connection broke, which may pass. */
function endWith(signal: AbortSignal, answer: IncomingMessage): void {
  const end = () => void answer.destroy(signal.reason);
  signal.addEventListener("abort", end, { once: true });
  answer.once("close", () => signal.removeEventListener("abort", end));
  if (signal.aborted) end();
}

/** Where a name leads to several addresses, Node's error of all of them has a code and no words. */
function inWords(error: Error): Error {
  if (!(error instanceof AggregateError) || error.message !== "") return error;
  const words = error.errors.map((one: unknown) => (one instanceof Error ? one.message : String(one)));
  const code = "code" in error ? { code: error.code } : {};
  return Object.assign(new Error(words.join("; "), { cause: error }), code);
}
