/** The day in UTC, such as "2026-01-31": what sign-offs, exceptions and reports count in. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, "2026-01-31".length);
}
