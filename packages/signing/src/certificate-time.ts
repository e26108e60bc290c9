import { DER_TAGS, type DerValue } from "./der.ts";

/** How a certificate writes a time (RFC 5280, 4.1.2.5): to the second, in UTC, with nothing left out. */
const FORMS = new Map<number, RegExp>([
  [DER_TAGS.utcTime, /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/],
  [DER_TAGS.generalizedTime, /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/],
]);

/**
 * The moment that a certificate's time tells. Throws a RangeError where it is none, such as the 31st of February: OpenSSL
 * leaves the fields of such a time unset, and Node's `validToDate` then answers whatever lay in that memory.
 */
export function readCertificateTime(value: DerValue | undefined): Date {
  const text = Buffer.from(value?.content ?? []).toString("latin1");
  const [, years = "", ...rest] = FORMS.get(value?.tag ?? 0)?.exec(text) ?? [];
  const [month, day, hour, minute, second] = rest;
  const iso = `${fullYear(years)}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = new Date(iso);
  // A day that its month lacks becomes one of the next month, and hour 24 the next day.
  if (Number.isNaN(time.getTime()) || time.toISOString() !== iso) throw new RangeError("a certificate's time is none");
  return time;
}

/** Two digits are of the years 1950 to 2049. */
function fullYear(years: string): string {
  if (years.length === 4) return years;
  return Number(years) >= 50 ? `19${years}` : `20${years}`;
}
