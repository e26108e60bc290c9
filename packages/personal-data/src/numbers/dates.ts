const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether there is such a day; `year` null where the century is not known, when 29 February is taken on trust. */
export function isDay(year: number | null, month: number, day: number): boolean {
  const days = DAYS[month - 1];
  if (days === undefined || day < 1 || day > days) return false;
  return month !== 2 || day < 29 || year === null || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

/** The two digits from `index` on. */
export function pairAt(digits: string, index: number): number {
  return Number(digits.slice(index, index + 2));
}

/** Of a year in two digits nobody knows the century: 1900 is the only one of two that has no 29 February. */
export function isShortDate(year: number, month: number, day: number): boolean {
  return isDay(year === 0 ? null : year + 2000, month, day);
}
