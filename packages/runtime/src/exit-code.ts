import type { Verdict } from "@airworthy/evidence";
import type { Failure } from "./failure.ts";
import type { ReadInputs } from "./read-inputs.ts";

/** What the command line's exit codes say; the help prints this table. */
export const EXIT_CODES = [
  [0, "pass or warn"],
  [1, "fail"],
  [2, "bad input or configuration, or the verdict is error"],
  [3, "inconclusive"],
  [70, "a bug of ours (EX_SOFTWARE of sysexits.h)"],
  [130, "interrupted"],
] as const;

const BY_VERDICT = { pass: 0, warn: 0, inconclusive: 3, fail: 1, error: 2 } as const satisfies Record<Verdict, number>;

const BY_FAILURE = { "bad-input": 2, interrupted: 130, bug: 70 } as const satisfies Record<Failure["kind"], number>;

/** The exit code of a verdict; `--fail-on never` makes `fail` and `inconclusive` 0, never `error`. */
export function exitCodeOf(verdict: Verdict, failOn: ReadInputs["failOn"]): number {
  return failOn === "never" && verdict !== "error" ? 0 : BY_VERDICT[verdict];
}

export function exitCodeOfFailure(failure: Failure): number {
  return BY_FAILURE[failure.kind];
}
