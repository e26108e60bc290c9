import { type Anchor, checkAnchors, checkHead } from "./check-anchors.ts";
import { checkChain } from "./check-chain.ts";
import { type CurrentFiles, checkCurrent } from "./check-current.ts";
import { checkStages } from "./check-stages.ts";
import { checkStates } from "./check-states.ts";
import type { LogFinding } from "./finding.ts";
import type { AuditLog } from "./read-log.ts";

/** What a log is held against, beside itself. */
export interface LogExpectations {
  /** What rollouts.json says of the log's end; null where there is no such file. */
  readonly head: Anchor | null;
  /** How the log was seen earlier, by whoever keeps that where the log's writers cannot change it. */
  readonly anchors: readonly Anchor[];
  /** What the files hold that moves are written to; null where they are not there. */
  readonly current: CurrentFiles | null;
}

/**
 * Everything about a log that is not as it should be, in the order of its lines; nothing where all is well. A log whose end
 * was cut off together with rollouts.json is found only by an anchor. In linear time.
 */
export function verifyLog(log: AuditLog, { head, anchors, current }: LogExpectations): readonly LogFinding[] {
  const findings = [
    ...log.problems,
    ...checkChain(log),
    ...checkStates(log),
    ...checkStages(log),
    ...(head === null ? [] : checkHead(log, head)),
    ...checkAnchors(log, anchors),
    ...(current === null ? [] : checkCurrent(log, current)),
  ];
  const place = ({ line }: LogFinding) => line ?? Number.POSITIVE_INFINITY;
  return findings.sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}
