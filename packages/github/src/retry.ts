import type { Failure } from "./problem.ts";

/** How long one request may be tried. */
export interface Limits {
  readonly attempts: number;
  /** An attempt without a whole answer after this long is given up. */
  readonly attemptSeconds: number;
  /** All attempts and the waiting between them. */
  readonly totalSeconds: number;
}

/** Four attempts, as Octokit's own retry plugin makes; two minutes sit out the usual secondary limit of one minute. */
export const DEFAULT_LIMITS: Limits = { attempts: 4, attemptSeconds: 30, totalSeconds: 120 };

/**
 * "If the retry-after header is not present …, wait for at least one minute before retrying."
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
const SECONDARY_LIMIT_SECONDS = 60;

const PASSING_STATUSES: readonly number[] = [408, 500, 502, 503, 504];

/** Whether GitHub turned the request away for now, by rate limit, without having looked at it. */
export function isLimited(failure: Failure): boolean {
  if (failure.status === 429) return true;
  return failure.status === 403 && (failure.remaining === "0" || isSecondary(failure) || failure.retryAfter !== null);
}

/** Whether the failure may pass by itself while it stays unknown whether the request took effect. */
export function isPassing(failure: Failure): boolean {
  return failure.status === null || PASSING_STATUSES.includes(failure.status);
}

/**
 * Seconds to wait before the next attempt: what GitHub asks for, or 1, 2, 4, … after the first, second, third attempt.
 * `now` is in milliseconds of the epoch.
 */
export function secondsToWait(failure: Failure, attempt: number, now: number): number {
  const asked = Number(failure.retryAfter ?? Number.NaN);
  if (asked >= 0) return asked;
  const reset = Number(failure.reset ?? Number.NaN);
  // One second more: GitHub's clock and ours differ.
  if (isLimited(failure) && failure.remaining === "0" && reset > 0)
    return Math.max(0, Math.ceil(reset - now / 1000)) + 1;
  if (isLimited(failure) && isSecondary(failure)) return SECONDARY_LIMIT_SECONDS;
  return 2 ** (attempt - 1);
}

function isSecondary(failure: Failure): boolean {
  return /\bsecondary rate\b/i.test(failure.message);
}
