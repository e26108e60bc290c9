import { sha256 } from "@airworthy/evidence";

/** Before the second attempt, in milliseconds; twice as long before each further one, up to a limit. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/** A server that asks for a longer wait is not waited for: a job costs while it waits. */
export const LONGEST_ASKED_WAIT = 60_000;

/** JavaScript takes "-3" for a date too. */
const HTTP_DATE = /^[A-Z][a-z]+, .{10,30} GMT$/;

/**
 * Milliseconds before the attempt after `attempt` (from 1): what the server asks for, else 0.5, 1, 2, 4 … s, of which
 * the hash of `key` takes up to a half away, so that requests that failed together do not come back together.
 */
export function waitAfter(attempt: number, asked: number | null, key: string): number {
  if (asked !== null) return asked;
  const whole = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
  const share = Number.parseInt(sha256(`${attempt}\n${key}`).slice(0, 8), 16) / 2 ** 32;
  return Math.round(whole * (0.5 + share / 2));
}

/** A Retry-After header (RFC 9110, 10.2.3: seconds, or a date) in milliseconds; null for none, and for what is neither. `now` is in milliseconds of the epoch. */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1_000;
  const date = HTTP_DATE.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
