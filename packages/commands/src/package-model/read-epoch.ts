import { UserError } from "@airworthy/evidence";

/** The last second of the year 9999: RFC 3339 has years of four digits. */
const LAST_EPOCH = 253_402_300_799;

/**
 * Seconds since 1970 from SOURCE_DATE_EPOCH, null where it is not set; anything but a whole number is a UserError.
 * https://reproducible-builds.org/specs/source-date-epoch/
 */
export function readEpoch(env: Readonly<Record<string, string | undefined>>): number | null {
  const given = env["SOURCE_DATE_EPOCH"];
  if (given === undefined || given === "") return null;
  const seconds = Number(given);
  if (!/^\d+$/.test(given) || seconds > LAST_EPOCH) {
    throw new UserError(
      `SOURCE_DATE_EPOCH: ${JSON.stringify(given.slice(0, 120))} was given; a whole number of seconds since 1970, at most ${LAST_EPOCH}, is allowed`,
    );
  }
  return seconds;
}
