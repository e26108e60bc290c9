import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "./log.ts";
import { describeFailure, type Failure, GitHubProblem, readFailure } from "./problem.ts";
import { isLimited, isPassing, type Limits, secondsToWait } from "./retry.ts";

export interface Call {
  /** As messages name it, such as "POST /repos/{owner}/{repo}/check-runs". */
  readonly name: string;
  /** The permission that it takes, such as "checks: write". */
  readonly needs: string;
  /** Whether doing it twice does no harm; if not, it is not repeated when it may have taken effect. */
  readonly repeatable: boolean;
}

export interface Patience {
  readonly limits: Limits;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Tries a request until it succeeds, fails for good, or has used up its limits. Throws a GitHubProblem. */
export async function withAttempts<T>(call: Call, patience: Patience, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const failure = readFailure(error);
      if (failure === null) throw error;
      const seconds = nextWait(failure, call, { attempt, start, limits: patience.limits, cause: error });
      patience.log.info(`${call.name}: ${failure.message}; attempt ${attempt + 1} follows in ${seconds} s`);
      await sleep(seconds * 1000, undefined, { signal: patience.signal });
    }
  }
}

interface Spent {
  readonly attempt: number;
  /** Milliseconds of the epoch. */
  readonly start: number;
  readonly limits: Limits;
  readonly cause: unknown;
}

/** Seconds until the next attempt; throws when there is none. */
function nextWait(failure: Failure, call: Call, spent: Spent): number {
  const limited = isLimited(failure);
  const mayRepeat = limited || (call.repeatable && isPassing(failure));
  if (!mayRepeat) throw describeFailure(failure, call.name, call.needs, spent.cause);
  const now = Date.now();
  const seconds = secondsToWait(failure, spent.attempt, now);
  const { attempts, totalSeconds } = spent.limits;
  const left = totalSeconds - (now - spent.start) / 1000;
  if (spent.attempt < attempts && seconds <= left) return seconds;
  if (!limited) throw describeFailure(failure, call.name, call.needs, spent.cause);
  throw new GitHubProblem(
    "limit",
    `${call.name}: GitHub's rate limit asks to wait ${seconds} s, at attempt ${spent.attempt} of ${attempts} within ` +
      `${totalSeconds} s. It said: ${failure.message}`,
    { remedy: "Run the job again later, or run fewer jobs with this token at once.", cause: spent.cause },
  );
}
