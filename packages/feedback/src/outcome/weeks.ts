import type { FeedbackKind, FeedbackRow } from "../row/feedback-row.ts";

/** What was said in a week. */
export interface Week {
  /** Its Monday, in UTC: "2026-01-05". */
  readonly monday: string;
  readonly counts: Readonly<Record<FeedbackKind, number>>;
}

/** Two years; a trend draws fewer. */
const MOST_WEEKS = 104;
const DAY = 24 * 60 * 60 * 1000;

/** Of what people say, reactions too, the last two years week by week; weeks in which nobody said anything are not there. */
export function weeksOf(rows: readonly FeedbackRow[]): readonly Week[] {
  const weeks = new Map<string, Record<FeedbackKind, number>>();
  for (const { on, kind } of rows) {
    const monday = mondayOf(on);
    const counts = weeks.get(monday) ?? { wrong: 0, right: 0, comment: 0 };
    counts[kind]++;
    weeks.set(monday, counts);
  }
  return [...weeks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(-MOST_WEEKS)
    .map(([monday, counts]) => ({ monday, counts }));
}

function mondayOf(on: string): string {
  const time = new Date(on);
  const sinceMonday = (time.getUTCDay() + 6) % 7;
  return new Date(time.getTime() - sinceMonday * DAY).toISOString().slice(0, 10);
}
