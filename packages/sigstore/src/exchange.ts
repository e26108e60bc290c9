import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "@airworthy/evidence";

export type Environment = Readonly<Record<string, string | undefined>>;

/** How long a service may take, and how it is reached. */
export interface Patience {
  /** The proxy variables are read from it. */
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** An attempt without a whole answer after this long is given up. */
  readonly attemptSeconds: number;
  /** Before the second attempt; twice as long before the third. 1,000 unless given. */
  readonly pauseMs?: number;
}

export interface Message {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Who is asked, for messages, such as "The transparency log". */
  readonly service: string;
}

export interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly bytes: Buffer;
}

export const DEFAULT_ATTEMPT_SECONDS = 30;

const ATTEMPTS = 3;
const PAUSE_MS = 1_000;
/** Certificates, log entries and time stamps have a few kilobytes. */
const ANSWER_BYTES = 4 * 1024 * 1024;
const SHOWN_CHARACTERS = 300;
const PASSING_STATUSES: readonly number[] = [408, 429, 500, 502, 503, 504];

/**
 * Sends a message through the proxy of the environment, three times at most while failures may pass. Redirections are
 * not followed: what is sent holds a token. Answers whatever the service said for good; throws a UserError when it is
 * out of reach or keeps failing, and the signal's AbortError.
 */
export async function exchange(message: Message, patience: Patience): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const result = await tryOnce(message, patience);
    const passes = result instanceof Error || PASSING_STATUSES.includes(result.status);
    if (!passes) return result;
    if (attempt === ATTEMPTS) throw result instanceof Error ? unreachable(message, result) : refusal(message, result);
    await sleep(2 ** (attempt - 1) * (patience.pauseMs ?? PAUSE_MS), undefined, { signal: patience.signal });
  }
}

/** The UserError for an answer that is not what was asked for. */
export function refusal(message: Message, answer: Answer, remedy?: string): UserError {
  const said = answer.bytes
    .toString("utf8")
    .replace(/[\u0000-\u001f\u007f]+/g, " ")
    .trim();
  const shown = said.length > SHOWN_CHARACTERS ? `${said.slice(0, SHOWN_CHARACTERS)}…` : said;
  return new UserError(
    `${message.service} at ${message.url.origin} answered ${answer.status}${shown === "" ? "" : `: ${shown}`}`,
    remedy === undefined ? {} : { remedy },
  );
}

/** The answer's JSON. Throws a UserError where it holds none. */
export function jsonOf(answer: Answer, message: Message): unknown {
  try {
    return JSON.parse(answer.bytes.toString("utf8"));
  } catch {
    throw refusal(message, answer);
  }
}

function unreachable(message: Message, cause: Error): UserError {
  return new UserError(`${message.service} at ${message.url.origin} gave no answer: ${cause.message}`, {
    remedy: "Check the network and the proxy variables, then run the job again.",
    cause,
  });
}

/** The error instead of an answer where the next attempt may fare better. */
async function tryOnce(message: Message, patience: Patience): Promise<Answer | Error> {
  const timeout = AbortSignal.timeout(patience.attemptSeconds * 1000);
  try {
    return await send(message, patience.env, AbortSignal.any([patience.signal, timeout]));
  } catch (error) {
    patience.signal.throwIfAborted();
    if (timeout.aborted) return new Error(`no answer within ${patience.attemptSeconds} s`);
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function send(message: Message, env: Environment, signal: AbortSignal): Promise<Answer> {
  // Most verbs never get here: only signing pays for loading them.
  const isSecure = message.url.protocol === "https:";
  const { Agent, request } = await (isSecure ? import("node:https") : import("node:http"));
  const agent = new Agent({ proxyEnv: { ...env } });
  try {
    const headers = { "user-agent": "airworthy", ...message.headers };
    const outgoing = request(message.url, { method: message.method, headers, agent, signal });
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.on("response", resolve).on("error", reject).end(message.body);
    });
    const bytes = await readAll(response);
    return { status: response.statusCode ?? 0, location: response.headers.location ?? null, bytes };
  } finally {
    agent.destroy();
  }
}

async function readAll(response: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES) throw new Error(`the answer is larger than ${ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
