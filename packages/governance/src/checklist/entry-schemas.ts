import { isSha256, shortText } from "@airworthy/evidence";
import * as v from "valibot";

const LONGEST_NOTE = 2_000;

/** Of a line of the checklist, such as "A.1". */
export const lineIdSchema = shortText(100);

/** A person or a team, such as "@ann". */
export const whoSchema = shortText(200);
export const noteSchema = shortText(LONGEST_NOTE);

/** A day in UTC. Later compares as greater. */
export const daySchema = v.pipe(
  v.string("must be a date in quotes or plain, such as 2027-01-31"),
  v.isoDate("must be a date such as 2027-01-31"),
  v.check(isDay, "must be a day that there is"),
);

const ALGORITHM = "sha256:";

/** As people write it and tools print it: `sha256:` and the digits. What comes out is the digits. */
export const writtenDigestSchema = v.pipe(
  v.string(),
  v.check(
    (text) => text.startsWith(ALGORITHM) && isSha256(text.slice(ALGORITHM.length)),
    "must be sha256: and 64 lower-case hexadecimal digits",
  ),
  v.transform((text) => text.slice(ALGORITHM.length)),
);

function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
