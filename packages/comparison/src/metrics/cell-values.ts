import { UserError } from "@airworthy/evidence";
import { decimalIn } from "./decimal.ts";

const SHOWN_CHARACTERS = 80;

/** A cell's number: JSON's, or CSV's text. Throws a UserError without a place for anything but a finite number. */
export function numberIn(column: string, value: unknown): number {
  const number = typeof value === "string" ? decimalIn(value.trim()) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw refusedValue(column, value, "a finite number");
}

/** The error for a cell that is not what it should be; whoever reads the table adds file and line. */
export function refusedValue(column: string, value: unknown, allowed: string): UserError {
  return new UserError(`${column} is ${shown(value)}; ${allowed} is allowed`);
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

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
