/** The formats that are checked; each takes time proportional to the text's length. */
export const FORMATS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ["date", isDate],
  ["time", isTime],
  ["date-time", isDateTime],
  ["email", (text) => EMAIL.test(text) && text.length <= 254],
  ["uri", (text) => URI.test(text) && URL.canParse(text)],
  ["uuid", (text) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)],
  ["ipv4", (text) => /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text) && !/(?:^|\.)0\d/.test(text)],
  ["ipv6", (text) => /^[0-9a-f:.]{2,45}$/i.test(text) && URL.canParse(`http://[${text}]/`)],
]);

/** An unquoted local part of words between dots, and a host's name (RFC 5321). */
const EMAIL = /^[^\s@.,:;"()<>[\]\\]+(?:\.[^\s@.,:;"()<>[\]\\]+)*@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/i;
/** A scheme, then only characters that RFC 3986 allows; a per cent sign goes with two hexadecimal digits. */
const URI = /^[a-z][a-z0-9+.-]*:(?:[!#$&-;=?-Z[\]_a-z~]|%[0-9a-f]{2})*$/i;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d):(\d\d))$/i;

/** RFC 3339's full-date. */
function isDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = (DATE.exec(text) ?? []).slice(1).map(Number);
  if (month < 1 || month > 12 || day < 1) return false;
  // The day before the next month's first: a year below 100 would be read as of the 20th century.
  const last = new Date(Date.UTC(2000 + (year % 400), month, 0));
  return day <= last.getUTCDate();
}

/** RFC 3339's full-time. A leap second is one of the last minute of a day in UTC. */
function isTime(text: string): boolean {
  const parts = TIME.exec(text);
  if (parts === null) return false;
  const [hour, minute, second, offsetHour, offsetMinute] = [1, 2, 3, 5, 6].map((place) => Number(parts[place] ?? 0));
  if (hour === undefined || minute === undefined || second === undefined) return false;
  if (hour > 23 || minute > 59 || (offsetHour ?? 0) > 23 || (offsetMinute ?? 0) > 59) return false;
  if (second <= 59) return true;
  const offset = (parts[4] === "-" ? -1 : 1) * ((offsetHour ?? 0) * 60 + (offsetMinute ?? 0));
  const minuteOfDay = (hour * 60 + minute - offset + 2 * 1440) % 1440;
  return second === 60 && minuteOfDay === 1439;
}

function isDateTime(text: string): boolean {
  const at = text.search(/t/i);
  return at !== -1 && isDate(text.slice(0, at)) && isTime(text.slice(at + 1));
}
