import { UserError } from "@airworthy/evidence";
import type { InputRecord } from "./perturbation.ts";

/** The number in a record's field; null where the field is null. Throws a UserError for anything else. */
export function numberIn(record: InputRecord, field: string): number | null {
  const value = record[field];
  if (value === null) return null;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  const given = typeof value === "string" ? JSON.stringify(value.slice(0, 80)) : `a ${typeof value}`;
  throw new UserError(`the field ${JSON.stringify(field)} holds ${given}; a finite number is allowed, or null`);
}

/** The record with another value in a field; the fields keep their order. */
export function withField(record: InputRecord, field: string, value: unknown): InputRecord {
  // Not a spread with a key of its own: `__proto__` is a field like any other.
  return Object.fromEntries(Object.entries(record).map(([name, own]) => [name, name === field ? value : own]));
}
