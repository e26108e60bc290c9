import type { QueryTimes } from "@airworthy/signals";

/** A row as JSON has it. */
export type EventRow = Readonly<Record<string, unknown>>;

/** A row that counts among the events. */
export interface Event {
  readonly row: EventRow;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly unit: string;
  readonly fate: "on" | "future" | "late" | "duplicate";
}

interface EventColumns {
  readonly time: string;
  readonly unit: string;
  readonly id: string | null;
  readonly received: string | null;
}

/** The events among rows that were asked for, from a time on; `others` are the other columns that are read of them. */
export function eventsOf(
  rows: readonly EventRow[],
  times: QueryTimes,
  from: number,
  columns: EventColumns,
  others: readonly (string | null)[],
): Event[] {
  const { until, now, skew, wait } = times;
  const gone = new Set<string>();
  return rows.flatMap((row): Event[] => {
    const [time, unit] = [timeIn(row, columns.time), textIn(row, columns.unit)];
    if (time === null || unit === null) throw new Error(`a row has no time or unit: ${JSON.stringify(row)}`);
    const isFuture = time > now + skew;
    if (time < from || (time >= until && !isFuture)) return [];
    const received = timeIn(row, columns.received);
    const id = valueIn(row, columns.id);
    const read = JSON.stringify([time, unit, received, id, ...others.map((column) => valueIn(row, column))]);
    if (isFuture) return [{ row, time, unit, fate: "future" }];
    if (received !== null && received - time > wait) return [{ row, time, unit, fate: "late" }];
    if (id !== null && gone.has(read)) return [{ row, time, unit, fate: "duplicate" }];
    gone.add(read);
    return [{ row, time, unit, fate: "on" }];
  });
}

/** A column's text; null where there is none. */
export function textIn(row: EventRow, column: string): string | null {
  const value = valueIn(row, column);
  return value === null ? null : String(value);
}

/** A column's number; null where it is none, or not finite. */
export function numberIn(row: EventRow, column: string): number | null {
  const value = valueIn(row, column);
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function timeIn(row: EventRow, column: string | null): number | null {
  const value = valueIn(row, column);
  if (value === null) return null;
  return Math.floor(typeof value === "number" ? value : Date.parse(String(value)));
}

function valueIn(row: EventRow, column: string | null): unknown {
  return column !== null && Object.hasOwn(row, column) ? (row[column] ?? null) : null;
}
