import type { Resolver } from "../index.ts";
import { type Answer, failureAnswer, refusal } from "./answer.ts";
import { evaluateAll, evaluateFlag } from "./evaluate.ts";
import { readContext } from "./read-context.ts";
import { type Route, readRoute } from "./route.ts";

/** A request as any server can tell of it. */
export interface OfrepRequest {
  readonly method: string;
  /** The path without its query, percent-encoded as it came. */
  readonly path: string;
  /** A header by its name in lower case; undefined or null where it was not sent. */
  header(name: string): string | null | undefined;
  /** The body as UTF-8 text; null where it is larger than so many bytes, which is then not read to its end. */
  readBody(mostBytes: number): Promise<string | null>;
}

export interface OfrepOptions {
  /**
   * The origin, such as "https://app.example", whose pages may ask from a browser; "*" for those of any. Without it no page
   * of another origin may.
   */
  readonly allowedOrigin?: string;
  /** In how many seconds a client is to try again; undefined to answer it now. For whoever limits rates. */
  readonly retryAfter?: (request: OfrepRequest) => number | undefined;
  /** Larger bodies are refused; 65,536 unless told. */
  readonly mostBodyBytes?: number;
}

/** An evaluation context is a handful of attributes. */
const BODY_BYTES = 64 * 1024;
/** How long a browser may remember what a preflight answered: two hours, the most that Chromium does. */
const PREFLIGHT_SECONDS = 7_200;
const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

/**
 * Answers a request of the OpenFeature Remote Evaluation Protocol 0.3.0 from a resolver. Keeps no state. Rejects only where
 * the body cannot be read.
 */
export async function answerRequest(
  request: OfrepRequest,
  resolver: Resolver,
  options: OfrepOptions = {},
): Promise<Answer> {
  const { allowedOrigin } = options;
  if (allowedOrigin === undefined) return await answerPlain(request, resolver, options);
  const origin = { "access-control-allow-origin": allowedOrigin, vary: "origin" };
  if (request.method === "OPTIONS") return { status: 204, headers: { ...origin, ...PREFLIGHT }, body: "" };
  const answer = await answerPlain(request, resolver, options);
  return { ...answer, headers: { ...answer.headers, ...origin, "access-control-expose-headers": "etag, retry-after" } };
}

const PREFLIGHT = {
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "authorization, content-type, if-none-match, x-api-key",
  "access-control-max-age": String(PREFLIGHT_SECONDS),
};

async function answerPlain(request: OfrepRequest, resolver: Resolver, options: OfrepOptions): Promise<Answer> {
  const route = readRoute(request.method, request.path);
  if ("status" in route) return route;
  const seconds = options.retryAfter?.(request);
  if (seconds !== undefined) return refusal(429, "too many requests", { "retry-after": String(Math.ceil(seconds)) });
  if (!JSON_TYPE.test(request.header("content-type") ?? "")) return refusal(415, "the body is to be application/json");
  const mostBytes = options.mostBodyBytes ?? BODY_BYTES;
  const body = await request.readBody(mostBytes);
  if (body === null) return refusal(413, `the body is larger than ${mostBytes} bytes`);
  return evaluate(route, body, request, resolver);
}

function evaluate(route: Route, body: string, request: OfrepRequest, resolver: Resolver): Answer {
  const read = readContext(body);
  if (route.kind === "bulk") {
    if ("errorCode" in read) return failureAnswer(read);
    return evaluateAll(resolver, read.context, request.header("if-none-match") ?? undefined);
  }
  if ("errorCode" in read) return failureAnswer({ key: route.key, ...read });
  return evaluateFlag(resolver, route.key, read.context);
}
