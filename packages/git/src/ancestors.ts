import { SHA } from "./names.ts";
import { GitProblem } from "./problem.ts";

/** A commit of a history. */
export interface Ancestor {
  readonly sha: string;
  /** When it was committed, in ISO 8601 and UTC; null where the commit says no possible time. */
  readonly committedOn: string | null;
}

/** The last second that a Date knows: https://tc39.es/ecma262/#sec-time-values-and-time-range. */
const LAST_SECOND = 8.64e12;

/** Reads what `git rev-list --timestamp` prints: seconds of the epoch and a SHA, a line a commit. */
export function parseAncestors(text: string): Ancestor[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const [seconds = "", sha = ""] = line.split(" ");
    if (!SHA.test(sha)) throw new GitProblem("failed", "git rev-list printed something other than commits");
    return { sha, committedOn: isoTime(Number(seconds)) };
  });
}

function isoTime(seconds: number): string | null {
  return Number.isInteger(seconds) && Math.abs(seconds) <= LAST_SECOND ? new Date(seconds * 1000).toISOString() : null;
}
