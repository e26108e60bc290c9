import { expect, test } from "vitest";
import type { Failure } from "./problem.ts";
import { isLimited, isPassing, secondsToWait } from "./retry.ts";

const failure: Failure = { status: 500, message: "x", retryAfter: null, remaining: null, reset: null };

test("GitHub's own wish comes first, then the reset of the limit, then a minute, then 1, 2, 4 s", () => {
  expect(secondsToWait({ ...failure, status: 429, retryAfter: "7" }, 3, 0)).toBe(7);
  expect(secondsToWait({ ...failure, status: 403, remaining: "0", reset: "1100" }, 1, 1_000_000)).toBe(101);
  expect(secondsToWait({ ...failure, status: 403, message: "secondary rate limit" }, 1, 0)).toBe(60);
  expect([1, 2, 3].map((attempt) => secondsToWait(failure, attempt, 0))).toEqual([1, 2, 4]);
});

test("a wish that is no number, or lies in the past, does not become a wait", () => {
  expect(secondsToWait({ ...failure, retryAfter: "Wed, 21 Oct" }, 1, 0)).toBe(1);
  expect(secondsToWait({ ...failure, retryAfter: "-5" }, 1, 0)).toBe(1);
  expect(secondsToWait({ ...failure, status: 429, remaining: "0", reset: "5" }, 1, 9_000_000)).toBe(1);
});

test("a refusal for lack of permission is neither a limit nor passing", () => {
  const refused = { ...failure, status: 403, message: "Resource not accessible by integration", remaining: "4999" };
  expect(isLimited(refused)).toBe(false);
  expect(isPassing(refused)).toBe(false);
  expect(isPassing({ ...failure, status: null })).toBe(true);
});
