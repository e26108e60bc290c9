import { UserError } from "@airworthy/evidence";
import { decimalIn } from "./decimal.ts";

/** A cell's number: JSON's, or CSV's text. Throws a UserError without a place for anything but a finite number. */
export function numberIn(column: string, value: unknown): number {
  const number = typeof value === "string" ? decimalIn(value.trim()) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw refusedValue(column, value, "a finite number");
}

/** The error for a cell that is not what it should be; whoever reads the table adds file and line. */
export function refusedValue(column: string, value: unknown, allowed: string): UserError {
  return new UserError(`${column} is ${kindOf(value)}; ${allowed} is allowed`);
}

/** JSON that stands in a text, as in a CSV cell; the text itself where it holds none. */
export function unpacked(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Never the value itself: rows may be personal data, and messages are read by whoever reads the log. */
function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return value === "" ? "an empty text" : "a text";
  if (typeof value === "boolean") return "true or false";
  if (typeof value === "number") return Number.isFinite(value) ? "a number" : String(value);
  return "an object";
}
