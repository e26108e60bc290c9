import { type Check, VERDICTS, type Verdict } from "@airworthy/evidence";
import type { ChecklistPredicate } from "@airworthy/governance";

/** Whether a checklist holds that goes along with a package; `warn` where it does not, which is then no pass. */
export interface ChecklistStanding extends Pick<Check, "reasonCode" | "message"> {
  readonly verdict: "pass" | "warn";
  /** What its lines come to on the day that was asked about. */
  readonly lines: Verdict;
}

const DAY = 86_400_000;
/** Clocks of machines differ, and a day begins at other times elsewhere. */
const CLOCKS_DIFFER_DAYS = 1;

/**
 * How a checklist stands on a day (UTC), `now`, and how it stood on its own, as it was `made`: meanwhile exceptions lapse, evidence
 * goes stale, or other evidence denies a line. It holds where every line that is required is answered or excepted.
 */
export function checklistStanding(made: ChecklistPredicate, now: ChecklistPredicate, today: string): ChecklistStanding {
  const toCome = timeToCome(made, today);
  if (toCome !== null) {
    const message = `is as of ${toCome}, a day to come`;
    return { verdict: "warn", reasonCode: "checklist-not-yet", message, lines: "inconclusive" };
  }
  const [then, since] = [words(made), words(now)];
  const told = then === since ? then : `${then}; ${since}`;
  const standing = (verdict: "pass" | "warn", reasonCode: string, message: string): ChecklistStanding => {
    return { verdict, reasonCode, message: `${message}: ${told}`, lines: now.verdict };
  };
  if (isComplete(now)) return standing("pass", "checklist-complete", "holds");
  return isComplete(made)
    ? standing("warn", "checklist-lapsed", "held, and does no longer")
    : standing("warn", "checklist-incomplete", "does not hold");
}

/** What a checklist says of its own time that is later than a day (UTC), or no time that there is; null where that is past. */
export function timeToCome({ asOf, finishedOn }: ChecklistPredicate, today: string): string | null {
  const end = Date.parse(today) + (1 + CLOCKS_DIFFER_DAYS) * DAY;
  return [asOf, finishedOn].find((time) => !(Date.parse(time) < end)) ?? null;
}

/** Of two of one time the worse first. */
export function newestFirst(one: ChecklistPredicate, other: ChecklistPredicate): number {
  return (
    Date.parse(other.finishedOn) - Date.parse(one.finishedOn) ||
    VERDICTS.indexOf(other.verdict) - VERDICTS.indexOf(one.verdict)
  );
}

function isComplete({ verdict }: ChecklistPredicate): boolean {
  return verdict === "pass" || verdict === "warn";
}

/** "fail as of 2026-01-15 (Ready: 3 lines: 2 met, 1 open; A.1 Consent is open: nobody has signed)". */
function words({ verdict, asOf, headline }: ChecklistPredicate): string {
  return `${verdict} as of ${asOf} (${headline})`;
}
