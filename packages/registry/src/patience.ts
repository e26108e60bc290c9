import { setTimeout as sleep } from "node:timers/promises";
import type { RegistryLimits } from "./limits.ts";
import type { Log } from "./log.ts";
import { RegistryProblem } from "./problem.ts";

/** How long one piece of work is still tried. */
export interface Patience {
  /** Waits before the next attempt; throws the problem where there is none. */
  wait(problem: RegistryProblem): Promise<void>;
}

export interface Waiting {
  readonly limits: RegistryLimits;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** `what` is tried at most `attempts` times, with at most `waitSeconds` of waiting in between. */
export function createPatience(what: string, { limits, log, signal }: Waiting): Patience {
  let attempt = 0;
  let left = limits.waitSeconds;
  return {
    async wait(problem) {
      attempt++;
      const seconds = problem.retryAfter ?? limits.backoffSeconds * 2 ** (attempt - 1);
      if (attempt >= limits.attempts || seconds > left) throw exhausted(problem, what, attempt, seconds);
      left -= seconds;
      const said = problem.message.startsWith(what) ? problem.message : `${what}: ${problem.message}`;
      log.info(`${said}; attempt ${attempt + 1} of ${limits.attempts} follows in ${seconds} s`);
      await sleep(seconds * 1000, undefined, { signal });
    },
  };
}

/** Without a status, so that nobody takes it for one that may still pass. */
function exhausted(problem: RegistryProblem, what: string, attempt: number, seconds: number): RegistryProblem {
  if (!problem.isLimited) return problem;
  const asked = `${what}: the registry's rate limit asks to wait ${seconds} s more after attempt ${attempt}`;
  const said = problem.message.startsWith(`${what}: `) ? problem.message.slice(what.length + 2) : problem.message;
  return new RegistryProblem("limit", `${asked}. It said: ${said}`, {
    remedy: "Log in, which raises most registries' limits, or run it again later.",
    cause: problem,
  });
}
