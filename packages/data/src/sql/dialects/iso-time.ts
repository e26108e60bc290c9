import { UserError } from "@airworthy/evidence";

/** The years that every database reads as four digits. */
const EARLIEST = Date.parse("0001-01-01T00:00:00Z");
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/** Milliseconds since 1970 as UTC, such as 2026-03-02 08:00:00.000. Throws a UserError beyond the years 1 to 9999. */
export function isoTime(milliseconds: number): string {
  if (milliseconds >= EARLIEST && milliseconds <= LATEST) {
    return new Date(milliseconds).toISOString().slice(0, -1).replace("T", " ");
  }
  throw new UserError(`${milliseconds} milliseconds since 1970 are in no year from 1 to 9999`);
}
