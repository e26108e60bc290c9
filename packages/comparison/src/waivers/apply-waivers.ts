import { roundingOf } from "../decision/rounding.ts";
import { findingKey, type Waiver, waiverKey } from "./waiver-file.ts";

/** What waivers are applied to: a finding that fails or warns, by its metric and slice. */
export interface Waivable {
  readonly metric: string;
  readonly slice: readonly { column: string; value: string }[] | null;
  readonly verdict: string;
  /** How far it is on the bad side, in the metric's unit. */
  readonly severity: number;
}

/** Why a waiver that was given did not do anything. */
export type IdleReason = "unused" | "expired" | "exceeded";

export interface IdleWaiver {
  readonly waiver: Waiver;
  readonly reason: IdleReason;
}

/**
 * The waiver that covers each finding, by its index: the same metric and slice, not expired on `today` (an ISO date, UTC), and
 * a loss of at most its ceiling. Errors and what is inconclusive cannot be waived: nobody knows what would be accepted. The
 * waivers that cover nothing are told with their reason.
 */
export function applyWaivers(
  findings: readonly Waivable[],
  waivers: readonly Waiver[],
  today: string,
): { covered: ReadonlyMap<number, Waiver>; idle: readonly IdleWaiver[] } {
  const covered = new Map<number, Waiver>();
  const idle: IdleWaiver[] = [];
  for (const waiver of waivers) {
    const key = waiverKey(waiver);
    const index = findings.findIndex(({ metric, slice }) => findingKey(metric, slice) === key);
    const finding = findings[index];
    if (waiver.expires < today) idle.push({ waiver, reason: "expired" });
    else if (finding === undefined || !isWaivable(finding)) idle.push({ waiver, reason: "unused" });
    else if (isCovered(finding, waiver.ceiling)) covered.set(index, waiver);
    else idle.push({ waiver, reason: "exceeded" });
  }
  return { covered, idle };
}

/** Whether a waiver with this ceiling accepts it. A severity that is not a number is beyond any. */
export function isCovered(finding: Pick<Waivable, "verdict" | "severity">, ceiling: number): boolean {
  return isWaivable(finding) && finding.severity <= ceiling + roundingOf(ceiling);
}

function isWaivable({ verdict }: Pick<Waivable, "verdict">): boolean {
  return verdict === "fail" || verdict === "warn";
}
