import { at, type Finding } from "../finding.ts";

/** Something that is accepted until a day. */
export interface Acceptance {
  readonly file: string;
  /** Null where it is not known. */
  readonly line: number | null;
  /** What is accepted, such as "the waiver of macro-f1". Untrusted text. */
  readonly what: string;
  /** The last day, in UTC, such as "2027-01-31". */
  readonly expires: string;
}

/** A person's word for a line of the checklist, or that it need not hold. */
export interface ChecklistEntry {
  readonly file: string;
  readonly line: number | null;
  readonly what: string;
  /** The id of the checklist's line. */
  readonly lineId: string;
  /** The day of a sign-off, in UTC; null of an exception. */
  readonly on: string | null;
}

const SOON_DAYS = 14;
const DAY_MS = 86_400_000;

/** What has expired by a day such as "2027-01-31", or is about to. */
export function checkAcceptances(acceptances: readonly Acceptance[], today: string): Finding[] {
  return acceptances.flatMap(({ file, line, what, expires }): Finding[] => {
    const left = daysBetween(today, expires);
    if (left > SOON_DAYS) return [];
    const place = { ...at(file), line };
    const remedy = "Mend what was accepted, or ask for a new entry with a later day, with its reason.";
    if (left >= 0) return [{ rule: "acceptance-expiring", place, found: `${what} holds through ${expires}`, remedy }];
    return [{ rule: "acceptance-expired", place, found: `${what} expired on ${expires}`, remedy }];
  });
}

/** Entries that have no effect: of a day to come, or for a line that the checklist does not have; null where there is none. */
export function checkEntries(
  entries: readonly ChecklistEntry[],
  lineIds: ReadonlySet<string> | null,
  today: string,
): Finding[] {
  return entries.flatMap(({ file, line, what, lineId, on }): Finding[] => {
    const place = { ...at(file), line };
    if (lineIds !== null && !lineIds.has(lineId)) {
      const remedy = `Name one of the checklist's lines: ${[...lineIds].join(", ")}.`;
      return [
        { rule: "entry-idle", place, found: `${what} is for ${JSON.stringify(lineId)}, which is no line`, remedy },
      ];
    }
    if (on === null || on <= today) return [];
    return [
      { rule: "sign-off-void", place, found: `${what} is of ${on}`, remedy: `Write the day on which it was signed.` },
    ];
  });
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
}
