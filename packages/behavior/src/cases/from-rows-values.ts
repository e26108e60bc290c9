import { UserError } from "@airworthy/evidence";
import type { ModelInput } from "../model.ts";

const SHOWN_CHARACTERS = 80;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** A longer one is a text rather than a category or a name. */
const MAX_NAME = 256;
const MAX_DEPTH = 64;

/** The functions below throw a UserError without a place: the caller knows the row. */

/** A cell that is a name: an id, a slice, a class. Numbers and true and false are as JSON writes them. */
export function nameOf(column: string, value: unknown): string {
  if (typeof value === "string") {
    if (value === "") throw new UserError(`${shown(column)} is empty`, { remedy: 'Write a value, such as "unknown".' });
    if (value.length > MAX_NAME) {
      throw new UserError(`${shown(column)} has ${value.length} characters; ${MAX_NAME} are allowed`);
    }
    return wellFormed(column, value);
  }
  if (typeof value === "boolean") return String(value);
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new UserError(`${shown(column)} is ${described(value)}; a text or a number is allowed`);
  }
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw new UserError(`${shown(column)} is a number of more than 15 digits, which JSON readers round`, {
      remedy: "Write it in quotes.",
    });
  }
  return JSON.stringify(value);
}

/** What a model is asked of one column: its text, or the record that it holds. */
export function inputOf(column: string, value: unknown): ModelInput {
  if (typeof value === "string") return wellFormed(column, value);
  if (isRecord(value)) {
    checkJson(column, value);
    return value;
  }
  throw new UserError(`${shown(column)} is ${described(value)}; a text or an object is allowed as the input`, {
    remedy: "Give the column as a list for a record of it.",
  });
}

/** Throws for NaN and infinities, which no model's input can be written with. */
export function checkJson(column: string, value: unknown, depth = 0): void {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new UserError(`${shown(column)} holds ${value}; a finite number is allowed`);
  }
  if (typeof value === "string") wellFormed(column, value);
  if (typeof value !== "object" || value === null) return;
  if (depth === MAX_DEPTH) throw new UserError(`${shown(column)} is nested more than ${MAX_DEPTH} deep`);
  for (const item of Array.isArray(value) ? value : Object.values(value)) checkJson(column, item, depth + 1);
}

/** The number that a text of a CSV file stands for; null for an empty one. Other values are as they are. */
export function numberOf(column: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (value === "") return null;
  const number = DECIMAL.test(value) ? Number(value) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw new UserError(`${shown(column)} is ${described(value)}; a finite number is allowed`);
}

/** Untrusted text as a message shows it: quoted, escaped, cut. */
export function shown(text: string): string {
  return JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
}

/** What kind of value a cell holds. Never the value itself: rows may be personal data, and messages are read by whoever reads the log. */
export function described(value: unknown): string {
  if (value === undefined || value === null) return "missing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return value === "" ? "an empty text" : "a text";
  if (typeof value === "boolean") return "true or false";
  if (typeof value === "number") return Number.isFinite(value) ? "a number" : String(value);
  return "an object";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Half a surrogate pair has no UTF-8: two texts that differ in it would be one once they are written. */
function wellFormed(column: string, text: string): string {
  if (text.isWellFormed()) return text;
  throw new UserError(`${shown(column)} holds half a character`);
}
