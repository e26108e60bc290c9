import type { ServerResponse } from "node:http";
import type { Misbehave } from "../world/faulty-service.ts";

export interface ServiceFaultKind {
  readonly name: string;
  readonly misbehave: Misbehave;
  /** How many requests in a row are hit; Infinity where the service stays so. */
  readonly times: number;
  readonly mayPass: "leaving the same" | undefined;
  /** Whether every request that is chosen meets it, and not the first one alone. */
  readonly isOfEvery: boolean;
  /** What the message must name, for a request. */
  names(request: string): RegExp;
}

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" } as const;
const HUGE = JSON.stringify({ message: "x".repeat(10 * 1024 * 1024) });
/** The request, its address or the target that it was for. */
const SERVICE =
  /GitHub|\b(?:GET|POST|PUT|PATCH|HEAD|DELETE) \/|127\.0\.0\.1|\b(?:hooked|room|tracker|pager)\b|registry|pulling sha256|identity|artifact|baseline|Not recorded yet: (?:audit log|deployment)/i;
/** A branch that is not there is one without files: what is missing in it is named. */
const NO_BRANCH = /airworthy\.yml/;
/** Whoever answers a comment gives the remedy in the answer; who may look up people is no permission of a job. */
const NO_RIGHT = /the token may not do this/;
const PERMISSION = /permissions: [a-z-]+: (?:read|write)|Not recorded yet: (?:audit log|deployment)/;

function namesOfRefusal(status: number, request: string): RegExp {
  if (status === 404 && request.includes("/git/ref/")) return NO_BRANCH;
  if (status !== 403 || !request.includes("/repos/")) return SERVICE;
  // An alert names the target that it could not reach.
  if (/\/issues(?:\?.*)?$/.test(request)) return SERVICE;
  return /\/git\/tags|\/collaborators\//.test(request) ? NO_RIGHT : PERMISSION;
}

/** One of each kind: what is said about the request is the same for all requests. */
const OF_EVERY = [
  "403",
  "404",
  "500 once",
  "503 from then on",
  "the connection breaks from then on",
  "JSON of another shape",
  "ten megabytes",
];

/** What every request is met with in turn. */
export const SERVICE_FAULTS: readonly ServiceFaultKind[] = [
  ...[400, 401, 403, 404, 409, 422].map((status) => refusal(`${status}`, status, 1)),
  refusal("429, wait a second", 429, 1, { "retry-after": "1" }),
  refusal("429, wait a day", 429, Number.POSITIVE_INFINITY, { "retry-after": "86400" }),
  refusal("500 once", 500, 1),
  refusal("502 once", 502, 1),
  ...[500, 502, 503, 504].map((status) => refusal(`${status} from then on`, status, Number.POSITIVE_INFINITY)),
  kind("no answer from then on", () => undefined, Number.POSITIVE_INFINITY),
  kind("no answer once", () => undefined, 1),
  kind("the connection breaks once", (response) => void response.destroy(), 1),
  kind("the connection breaks from then on", (response) => void response.destroy(), Number.POSITIVE_INFINITY),
  kind("an answer that is cut off", cutOff, Number.POSITIVE_INFINITY),
  kind("a page of HTML", answers(200, "<!doctype html><title>Sign in</title>", { "content-type": "text/html" })),
  kind("no JSON where it is said to be", answers(200, '{"id": 1,', JSON_TYPE)),
  kind("JSON of another shape", answers(200, '{"message":"Hello"}', JSON_TYPE)),
  kind("a list", answers(200, "[null]", JSON_TYPE)),
  kind("nothing", answers(200, "", JSON_TYPE)),
  kind("ten megabytes", answers(200, HUGE, JSON_TYPE)),
];

function refusal(name: string, status: number, times: number, headers: Record<string, string> = {}): ServiceFaultKind {
  const body = JSON.stringify({ message: "refused by the test" });
  const isPassing = times === 1 && (status >= 500 || status === 429);
  return {
    name,
    misbehave: answers(status, body, { ...JSON_TYPE, ...headers }),
    times,
    mayPass: isPassing ? "leaving the same" : undefined,
    isOfEvery: OF_EVERY.includes(name),
    names: (request) => namesOfRefusal(status, request),
  };
}

function kind(name: string, misbehave: Misbehave, times = Number.POSITIVE_INFINITY): ServiceFaultKind {
  const mayPass = times === 1 ? "leaving the same" : undefined;
  return { name, misbehave, times, mayPass, isOfEvery: OF_EVERY.includes(name), names: () => SERVICE };
}

function answers(status: number, body: string, headers: Readonly<Record<string, string>>): Misbehave {
  return (response) => void response.writeHead(status, headers).end(body);
}

function cutOff(response: ServerResponse): void {
  response.writeHead(200, { ...JSON_TYPE, "content-length": "1000" });
  response.write('{"id": 1, "na', () => response.destroy());
}
