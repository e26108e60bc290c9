import { UserError } from "@airworthy/evidence";
import { kindOf } from "../json-object.ts";
import { shown } from "../shown.ts";
import { ABSENT, CELL, type Cells, NUMBER, TEXT, VALUE } from "../table/cells.ts";
import { decimalNumber } from "../table/columns/decimal.ts";
import { rfc3339Time } from "./rfc3339.ts";

/** A cell's number; NaN where it holds none, or none that is finite. A text of JSON or Parquet is no number, a cell of CSV may be one. */
export function numberOf(cells: Cells, slot: number): number {
  const number = anyNumber(cells, slot);
  return Number.isFinite(number) ? number : Number.NaN;
}

/**
 * A cell's time in whole milliseconds since 1970; NaN where it holds nothing. Throws a UserError without a place for what is neither a
 * time of RFC 3339 nor a number of milliseconds that a double holds.
 */
export function timeOf(cells: Cells, slot: number, column: string): number {
  const kind = slot < 0 ? ABSENT : cells.kinds[slot];
  const start = cells.starts[slot] ?? 0;
  const end = cells.ends[slot] ?? 0;
  if (kind === TEXT || kind === CELL) {
    const time = rfc3339Time(cells.bytes, start, end);
    if (!Number.isNaN(time)) return time;
    if (kind === CELL && start === end) return Number.NaN;
  }
  const number = Math.floor(anyNumber(cells, slot));
  if (Number.isSafeInteger(number)) return number;
  const value = kind === ABSENT ? null : cells.value(slot);
  if (value === null) return Number.NaN;
  throw new UserError(
    `${shown(column)} is ${kindOf(value)}, and no time; allowed are RFC 3339, such as "2026-11-02T10:00:00.000Z", and milliseconds since 1970`,
  );
}

function anyNumber(cells: Cells, slot: number): number {
  const kind = slot < 0 ? ABSENT : cells.kinds[slot];
  if (kind === NUMBER || kind === CELL) {
    return decimalNumber(cells.bytes, cells.starts[slot] ?? 0, cells.ends[slot] ?? 0);
  }
  const value = kind === VALUE ? cells.values[slot] : null;
  return typeof value === "number" ? value : Number.NaN;
}
