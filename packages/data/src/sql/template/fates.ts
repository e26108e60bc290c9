import type { QueryTimes } from "@airworthy/signals";
import type { Dialect } from "../dialects/dialect.ts";
import type { TimeKind } from "../dialects/time-kind.ts";

/** What becomes of an event: the first of these that applies, but for the first, which is the rest. */
export const FATES = { goesOn: 0, late: 1, fromTheFuture: 2, incomplete: 3 } as const;

/** The rows that are events by their times; those without one as well, so that they can be counted. */
export function isAwaited(column: string, kind: TimeKind, from: number, times: QueryTimes, dialect: Dialect): string {
  const [start, until] = [dialect.moment(from, kind), dialect.moment(times.until, kind)];
  // The first moment that is no more the last millisecond, however fine the column's times are.
  const future = dialect.moment(times.now + times.skew + 1, kind);
  return `(${column} IS NULL OR ${column} >= ${start} AND (${column} < ${until} OR ${column} >= ${future}))`;
}

/** `received` is null where there is no such column. */
export function fate(at: string, unit: string, received: string | null, times: QueryTimes): string {
  const late = received === null ? "" : ` WHEN ${received} - ${at} > ${times.wait} THEN ${FATES.late}`;
  return `CASE WHEN ${at} IS NULL OR ${unit} IS NULL THEN ${FATES.incomplete} WHEN ${at} > ${
    times.now + times.skew
  } THEN ${FATES.fromTheFuture}${late} ELSE ${FATES.goesOn} END`;
}
