import { broken, type LogFinding } from "./finding.ts";

/** The log as it was at some time. */
export interface LogVersion {
  /** What messages call it, such as a commit. */
  readonly name: string;
  /** Null where it was not there. */
  readonly text: string | null;
}

/** Whether a later version of a log is an earlier one with lines added at its end; null where it is. */
export function compareVersions(earlier: LogVersion, later: LogVersion): LogFinding | null {
  if (earlier.text === null || later.text?.startsWith(earlier.text)) return null;
  if (later.text === null) {
    return broken("log-removed", null, `the log of ${earlier.name} is not there any more in ${later.name}`);
  }
  const line = firstDifference(earlier.text, later.text);
  return broken("history-rewritten", line, `is another one in ${later.name} than in ${earlier.name}, or is gone there`);
}

/** The number of the first line that is not the same. */
function firstDifference(one: string, other: string): number {
  let line = 1;
  for (let at = 0; at < one.length && one[at] === other[at]; at++) if (one[at] === "\n") line++;
  return line;
}
