import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "@airworthy/evidence";
import { seconds } from "../deadline.ts";
import type { OpenOptions } from "../open-options.ts";
import { nameOf } from "./address.ts";
import type { HttpRequest } from "./attempt.ts";
import { asUserError, type HttpClient } from "./client.ts";
import { HttpProblem } from "./http-problem.ts";

/** Between two looks at a server that is still starting. */
const INTERVAL = 250;
/** The credentials are wrong; waiting mends nothing. */
const REFUSED: readonly number[] = [401, 403];
/** The server has no such address: it does not say whether it is ready. */
const SILENT: readonly number[] = [404, 405, 501];

/**
 * Waits until the server says at `url` that it is ready, or that it has no such address. Throws a UserError where that
 * takes longer than a start may take, or where the server refuses to answer.
 */
export async function untilReady(client: HttpClient, url: URL, options: OpenOptions): Promise<void> {
  const request: HttpRequest = { method: "GET", url };
  const end = performance.now() + options.startTimeout;
  for (;;) {
    const problem = await look(client, request, Math.ceil(end - performance.now()));
    if (problem === null) return;
    if (REFUSED.includes(problem.status ?? 0)) throw asUserError(problem);
    if (performance.now() + INTERVAL >= end) throw notReady(url, problem, options);
    await sleep(INTERVAL);
    options.signal?.throwIfAborted();
  }
}

async function look(client: HttpClient, request: HttpRequest, longest: number): Promise<HttpProblem | null> {
  try {
    const reply = await client.try(request, longest);
    const isReady = (reply.status >= 200 && reply.status <= 299) || SILENT.includes(reply.status);
    return isReady ? null : client.refusal(request, reply);
  } catch (error) {
    if (error instanceof HttpProblem) return error;
    throw error;
  }
}

function notReady(url: URL, problem: HttpProblem, options: OpenOptions): UserError {
  return new UserError(`the model's server was not ready within ${seconds(options.startTimeout)}: ${problem.message}`, {
    remedy: `Start the server in an earlier step, and see that ${nameOf(url)} answers.`,
    cause: problem,
  });
}
