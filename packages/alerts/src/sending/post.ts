import { DeliveryProblem } from "./delivery-problem.ts";
import type { Mask } from "./mask.ts";
import { secondsAsked } from "./seconds-asked.ts";

export interface Posting {
  readonly url: URL;
  /** JSON. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Sends, and again within bounds. Throws a DeliveryProblem where there is no answer. */
export type Post = (posting: Posting) => Promise<Reply>;

/** What sending asks of the world; tests pass their own. */
export interface Network {
  readonly fetch: typeof fetch;
  /** Resolves after so many milliseconds; rejects when the user interrupts. */
  pause(milliseconds: number): Promise<void>;
  readonly signal: AbortSignal;
}

/** As GitHub's client: four attempts. A canary's look comes every 15 minutes, so that a minute in all is soon enough. */
export const PATIENCE = { attempts: 4, attemptSeconds: 10, waitSeconds: 45, targetSeconds: 120 } as const;

const MOST_REPLY_BYTES = 64 * 1024;

/**
 * A `Post` that tries again after a rate limit (429), as late as it asks for, after a failure of the server and after no
 * answer. An alert that arrives twice is better than none, so that it does so even where the first may have arrived. It
 * follows no redirection: what is sent may hold a secret. All that it sends has two minutes: a target that hangs holds no
 * rollout up.
 */
export function createPost(network: Network, mask: Mask): Post {
  const deadline = AbortSignal.timeout(PATIENCE.targetSeconds * 1_000);
  return async (posting) => {
    let waited = 0;
    for (let attempt = 1; ; attempt++) {
      const reply = await once(posting, { network, mask, deadline });
      const wait = secondsToWait(reply, attempt);
      const isOver = attempt >= PATIENCE.attempts || deadline.aborted;
      if (wait === null || isOver || waited + wait > PATIENCE.waitSeconds) return settled(reply);
      waited += wait;
      await network.pause(wait * 1_000);
    }
  };
}

interface Answered extends Reply {
  readonly retryAfter: string | null;
}

/** Null where trying again would not help; else what is asked for, or 1, 2, 4 seconds. */
function secondsToWait(reply: Answered | DeliveryProblem, attempt: number): number | null {
  const backoff = 2 ** (attempt - 1);
  if (reply instanceof DeliveryProblem) return backoff;
  if (reply.status !== 429 && reply.status < 500) return null;
  return secondsAsked(reply) ?? backoff;
}

function settled(reply: Answered | DeliveryProblem): Reply {
  if (reply instanceof DeliveryProblem) throw reply;
  return { status: reply.status, text: reply.text };
}

interface Sending {
  readonly network: Network;
  readonly mask: Mask;
  readonly deadline: AbortSignal;
}

async function once(
  { url, body, headers }: Posting,
  { network, mask, deadline }: Sending,
): Promise<Answered | DeliveryProblem> {
  const { signal } = network;
  const timeout = AbortSignal.timeout(PATIENCE.attemptSeconds * 1_000);
  try {
    const response = await network.fetch(url, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", "user-agent": "airworthy", ...headers },
      redirect: "manual",
      signal: AbortSignal.any([signal, timeout, deadline]),
    });
    const text = mask(await readText(response));
    return { status: response.status, text, retryAfter: response.headers.get("retry-after") };
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.aborted) return new DeliveryProblem(`not within ${PATIENCE.targetSeconds} s in all`);
    if (timeout.aborted) return new DeliveryProblem(`no answer within ${PATIENCE.attemptSeconds} s`);
    return new DeliveryProblem(`no answer: ${mask(reasonOf(error))}`);
  }
}

/** No more than what is needed to tell how it went. */
async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > MOST_REPLY_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_REPLY_BYTES).toString("utf8");
}

/** fetch says "fetch failed" and keeps the reason as its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return "it failed";
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
  return cause.message === "" ? code : cause.message;
}
