import type { Verdict } from "@airworthy/evidence";

/** Something of a log, or of a file beside it, that is not as it should be. */
export interface LogFinding {
  readonly verdict: Exclude<Verdict, "pass">;
  /** In kebab case, such as "broken-chain". */
  readonly reasonCode: string;
  /** The log's line, from 1; null where it is not one line's. */
  readonly line: number | null;
  /** A sentence without a full stop at its end; after "line 3" it reads on. May hold untrusted text. */
  readonly message: string;
}

/** A finding that the log does not hold. */
export function broken(reasonCode: string, line: number | null, message: string): LogFinding {
  return { verdict: "fail", reasonCode, line, message };
}

/** A finding that a reader should know of, and that may be innocent. */
export function doubtful(reasonCode: string, line: number | null, message: string): LogFinding {
  return { verdict: "warn", reasonCode, line, message };
}

/** A finding that nothing could be told by what was asked for. */
export function undecided(reasonCode: string, message: string): LogFinding {
  return { verdict: "inconclusive", reasonCode, line: null, message };
}

/** Where a finding is and what it is: "line 3 follows line 1, as line 2 does already". */
export function findingText({ line, message }: LogFinding): string {
  return line === null ? message : `line ${line} ${message}`;
}
