import { UserError } from "@airworthy/evidence";
import { kindOf } from "../../json-object.ts";
import { shown } from "../../shown.ts";

/**
 * The text of a category or an id: a text itself, of numbers and, where they may be, booleans what JSON.stringify writes.
 * Throws a UserError without a place for other values, empty texts, and numbers that were rounded as they were read.
 */
export function categoryText(value: unknown, column: string, mayBeBoolean: boolean): string {
  if (typeof value === "string") return wholeText(value, column);
  if (typeof value === "boolean" && mayBeBoolean) return String(value);
  if (typeof value !== "number" || !Number.isFinite(value)) {
    const allowed = mayBeBoolean ? "a text, a number, true or false" : "a text or a number";
    throw new UserError(`${shown(column)} is ${kindOf(value)}; ${allowed} is allowed`);
  }
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw new UserError(`${shown(column)} is a number of more than 15 digits, which JSON readers round`, {
      remedy: "Write it in quotes.",
    });
  }
  return JSON.stringify(value);
}

export function emptyText(column: string): UserError {
  return new UserError(`${shown(column)} is empty`, { remedy: 'Write a value, such as "unknown".' });
}

function wholeText(text: string, column: string): string {
  if (text === "") throw emptyText(column);
  if (!text.isWellFormed()) throw new UserError(`${shown(column)} holds half a character`);
  return text;
}
