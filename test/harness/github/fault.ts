import type { Answer, Received } from "./message.ts";

/** What goes wrong with the next request that fits, once; `hang` never answers. */
export interface Fault {
  readonly kind: keyof typeof FAULTS | "hang";
  /** Tested against "METHOD path?query". Any request without it. */
  readonly request?: RegExp;
  /** Seconds, in the retry-after header. */
  readonly retryAfter?: number;
  /** The message, where it is another than the kind's own. */
  readonly says?: string;
}

const FAULTS = {
  "read-only": { status: 403, message: "Resource not accessible by integration" },
  "not-found": { status: 404, message: "Not Found" },
  refused: { status: 422, message: "Validation Failed" },
  "too-long": { status: 422, message: "Validation Failed: body is too long (maximum is 65536 characters)" },
  conflict: { status: 409, message: "Conflict" },
  "rate-limit": { status: 429, message: "API rate limit exceeded for installation" },
  "secondary-limit": { status: 403, message: "You have exceeded a secondary rate limit. Please wait." },
  "server-error": { status: 500, message: "Server Error" },
  /** GraphQL's way to refuse. */
  "query-refused": { status: 200, message: "Resource not accessible by integration" },
  /** An answer that is JSON and nothing else that was asked for. */
  garbage: { status: 200, message: "Hello" },
  "bad-gateway-after-write": { status: 502, message: "Bad Gateway" },
} as const;

/** Takes the first fault of the queue that fits the request out of it. */
export function takeFault(faults: Fault[], received: Received): Fault | null {
  const index = faults.findIndex(({ request }) => request === undefined || request.test(received.line));
  return index < 0 ? null : (faults.splice(index, 1)[0] ?? null);
}

/** What a fault answers; null when it never does. */
export function answerOf(fault: Fault): Answer | null {
  if (fault.kind === "hang") return null;
  const { status, message: usual } = FAULTS[fault.kind];
  const message = fault.says ?? usual;
  const headers: Record<string, string> =
    fault.retryAfter === undefined ? {} : { "retry-after": `${fault.retryAfter}` };
  const isQuery = fault.kind === "query-refused";
  return { status, headers, body: isQuery ? { data: null, errors: [{ type: "FORBIDDEN", message }] } : { message } };
}
