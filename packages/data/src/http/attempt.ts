import { errorIn, masked } from "./said.ts";

export interface Limits {
  /** How long after each attempt that may pass the next follows, in milliseconds. */
  readonly waits: readonly number[];
  /** The longest until the whole of a reply is there, in milliseconds. */
  readonly milliseconds: number;
  /** Of a reply, unpacked. */
  readonly bytes: number;
}

/** JSON text, or a form. */
export type Asked = string | URLSearchParams;

/** Statuses that another attempt may not meet. */
const PASSING: readonly number[] = [408, 425, 429, 500, 502, 503, 504];

/** An attempt that came to nothing. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly mayPass: boolean;

  constructor(message: string, mayPass = false) {
    super(message);
    this.mayPass = mayPass;
  }
}

export interface Sent {
  /** POST where nothing is said. */
  readonly method?: "GET" | "DELETE";
  readonly body?: Asked;
  /** What `authorization` holds behind its scheme is a secret, and taken out of whatever comes back. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Asks once, and takes the JSON of the answer; a redirection is not followed, since what is sent may be a secret or about people.
 * Throws a Problem, whose message goes on from the address, where there is none in time; the signal's reason when it aborts.
 */
export async function attempt(url: URL, sent: Sent, limits: Limits, signal: AbortSignal | undefined): Promise<unknown> {
  const secret = sent.headers["authorization"]?.split(" ").at(-1) ?? null;
  const timeout = AbortSignal.timeout(limits.milliseconds);
  try {
    const until = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
    const response = await fetch(url, { method: "POST", ...sent, redirect: "manual", signal: until });
    const text = masked(await readAll(response, limits.bytes), secret);
    refuseStatus(response.status, text);
    return JSON.parse(text);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Problem) throw error;
    if (error instanceof SyntaxError) throw new Problem("answered something else than JSON");
    // Not tried again: what took too long once takes as long the next time.
    if (timeout.aborted) throw new Problem(`did not answer within ${limits.milliseconds / 1_000} s`);
    throw new Problem(`gave no answer: ${reasonOf(error)}`, true);
  }
}

function refuseStatus(status: number, text: string): void {
  if (status >= 200 && status < 300) return;
  if (status >= 300 && status < 400) {
    throw new Problem(`answered ${status}, a redirection, which is not followed; give the address itself`);
  }
  const words = errorIn(text);
  throw new Problem(`answered ${status}${words === "" ? "" : `: ${words}`}`, PASSING.includes(status));
}

/** Bytes that are no UTF-8 would silently become other characters. */
async function readAll(response: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > most) throw new Problem(`answered with more than ${most} bytes`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Problem("answered bytes that are no UTF-8");
  }
}

/** fetch says "fetch failed" and keeps the reason as its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return "it failed";
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
  return cause.message === "" ? code : cause.message;
}
