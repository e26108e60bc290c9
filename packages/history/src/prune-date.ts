import { UserError } from "@airworthy/evidence";

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const AGE = /^([1-9]\d{0,2}) (day|month|year)s?$/;
const DATE_CHARACTERS = "2026-03-01".length;

/**
 * The first day, in UTC, of which entries are kept: "2025-10-23" of a date as it is, or of an age such as "13 months" before
 * `now`. A day that a month does not have is its last. Throws a UserError for anything else, and for a day to come.
 */
export function readPruneDate(text: string, now: Date): string {
  const date = DATE.test(text) ? dateOf(text) : dateBefore(text, now);
  if (date === null) {
    throw new UserError(
      `prune-before: ${JSON.stringify(text.slice(0, 100))} was given; a date such as 2026-01-31 or an age such as "13 months" is allowed`,
    );
  }
  if (date <= now.toISOString().slice(0, DATE_CHARACTERS)) return date;
  throw new UserError(`prune-before: ${date} is yet to come; nothing recorded before it would be left`);
}

function dateOf(text: string): string | null {
  const time = new Date(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
  return isDay ? text : null;
}

function dateBefore(text: string, now: Date): string | null {
  const [, amount, unit] = AGE.exec(text) ?? [];
  if (amount === undefined) return null;
  const count = Number(amount);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  if (unit === "day") return format(Date.UTC(year, month, day - count));
  const months = unit === "year" ? count * 12 : count;
  const lastDay = new Date(Date.UTC(year, month - months + 1, 0)).getUTCDate();
  return format(Date.UTC(year, month - months, Math.min(day, lastDay)));
}

function format(time: number): string {
  return new Date(time).toISOString().slice(0, DATE_CHARACTERS);
}
