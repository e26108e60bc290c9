import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "@airworthy/evidence";
import type { OpenOptions } from "../open-options.ts";
import { parseJson } from "../parse-json.ts";
import { own } from "../show.ts";
import { nameOf, readHeaders } from "./address.ts";
import { createAgent } from "./agent.ts";
import { type AttemptOptions, attempt, type HttpRequest, type RawReply } from "./attempt.ts";
import { Health } from "./health.ts";
import type { HttpConfig } from "./http-entries.ts";
import { HttpProblem } from "./http-problem.ts";
import { Slots } from "./slots.ts";
import { LONGEST_ASKED_WAIT, readRetryAfter, waitAfter } from "./waiting.ts";

export interface Reply {
  /** The reply's JSON; secrets that it repeats are masked. */
  readonly value: unknown;
  /** From the sending of the request that was answered until the whole reply was there. */
  readonly milliseconds: number;
}

const CONCURRENCY = 4;
const RETRIES = 3;
/** Of a reply that is no answer. Most say at their beginning what went wrong, Python's tracebacks at their end. */
const SHOWN_AT_BEGINNING = 150;
const SHOWN_AT_END = 250;
const PASSING: readonly number[] = [408, 425, 429, 500, 502, 503, 504];

/** The way to one endpoint: bounded in time, size and number of requests, patient with failures that may pass. */
export class HttpClient implements AsyncDisposable {
  readonly health = new Health();
  readonly #options: OpenOptions;
  readonly #attempt: AttemptOptions;
  readonly #retries: number;
  readonly #slots: Slots;

  /** Throws a UserError for headers, secrets or a proxy that cannot be used. */
  constructor(config: HttpConfig, options: OpenOptions) {
    const concurrency = config.concurrency ?? CONCURRENCY;
    this.#options = options;
    this.#retries = config.retries ?? RETRIES;
    this.#slots = new Slots(concurrency);
    this.#attempt = {
      headers: readHeaders(config, options.secrets),
      agent: createAgent(new URL(config.url), concurrency, options.env),
      timeout: options.timeout,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    };
  }

  /**
   * The JSON of a reply of status 2xx, after as many attempts as are worth while. `key` tells requests apart for the
   * waiting between attempts. Throws an HttpProblem, and the signal's reason when it aborts.
   */
  async ask(request: HttpRequest, key: string): Promise<Reply> {
    const { givenUp } = this.health;
    if (givenUp !== null) throw new HttpProblem(givenUp);
    try {
      const reply = await this.#persist(request, key);
      this.health.succeeded();
      return reply;
    } catch (error) {
      if (error instanceof HttpProblem) this.health.failed(error);
      throw error;
    }
  }

  /** One attempt of at most `longest` milliseconds, whatever it is answered. Throws an HttpProblem where no reply comes. */
  async try(request: HttpRequest, longest = this.#attempt.timeout): Promise<RawReply> {
    return await attempt(request, { ...this.#attempt, timeout: Math.min(longest, this.#attempt.timeout) });
  }

  /** The problem of a reply that is none of use, with what it says. */
  refusal(request: HttpRequest, reply: RawReply): HttpProblem {
    const { status, headers } = reply;
    const said = this.#options.secrets.text(headers.location === undefined ? saidIn(reply.text) : "");
    const elsewhere =
      headers.location === undefined ? "" : ", a redirection, which is not followed; give the address itself";
    return new HttpProblem(
      `${nameOf(request.url)} answered ${status}${elsewhere}${said === "" ? "" : `: ${abridge(said)}`}`,
      { status, mayPass: PASSING.includes(status), retryAfter: readRetryAfter(headers["retry-after"], Date.now()) },
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#attempt.agent.destroy();
    return Promise.resolve();
  }

  async #persist(request: HttpRequest, key: string): Promise<Reply> {
    for (let count = 1; ; count++) {
      try {
        return await this.#slots.use(() => this.#once(request));
      } catch (error) {
        if (!(error instanceof HttpProblem)) throw error;
        const wait = waitAfter(count, error.retryAfter, key);
        const isWorth = error.mayPass && count <= this.#retries && wait <= LONGEST_ASKED_WAIT && this.health.isPatient;
        if (!isWorth) throw error;
        await this.#pause(wait);
      }
    }
  }

  async #once(request: HttpRequest): Promise<Reply> {
    const { givenUp } = this.health;
    if (givenUp !== null) throw new HttpProblem(givenUp);
    const start = performance.now();
    const reply = await this.try(request);
    const milliseconds = performance.now() - start;
    if (reply.status < 200 || reply.status > 299) throw this.refusal(request, reply);
    const parsed = parseJson(reply.text);
    if (parsed !== undefined) return { value: this.#options.secrets.value(parsed.value), milliseconds };
    const said = this.#options.secrets.text(saidIn(reply.text));
    throw new HttpProblem(`${nameOf(request.url)} answered something else than JSON: ${abridge(said)}`);
  }

  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#options;
    try {
      await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }
}

/** The problem as a UserError, for what fails before the first question. */
export function asUserError(error: unknown): unknown {
  return error instanceof HttpProblem ? new UserError(error.message) : error;
}

function abridge(text: string): string {
  if (text.length <= SHOWN_AT_BEGINNING + SHOWN_AT_END) return text;
  return `${text.slice(0, SHOWN_AT_BEGINNING)} … ${text.slice(-SHOWN_AT_END)}`;
}

/** What a reply says, on one line: the error of its JSON, in one of the usual places, or its text. */
function saidIn(text: string): string {
  const value = parseJson(text)?.value;
  const error = own(value, "error");
  const told = [own(error, "message"), error, own(value, "message")].find((word) => typeof word === "string");
  const said = typeof told === "string" ? told : text;
  return said.replace(/[\u0000-\u001f\u007f]+/g, " ").trim();
}
