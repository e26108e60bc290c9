import { UserError } from "@airworthy/evidence";
import {
  FIRST_SLICE_SLOT,
  missingColumn,
  refusedWeight,
  roleOf,
  SCORE_ROLE,
  SCORES_ROLE,
  WEIGHT_ROLE,
} from "./column-role.ts";
import { jsonKeys } from "./json-keys.ts";
import { shown } from "./shown.ts";

const EXAMPLE = '{"id": "1", "label": "a", "prediction": "b"}';

/**
 * The texts of the wanted columns, by slot, of a row written as a JSON object. Numbers become text as JSON.stringify
 * writes them; a slice may also be true or false. Throws a UserError without a place: the caller knows the line.
 */
export function parseJsonRow(line: string, wanted: readonly string[]): string[] {
  const row = new Map(Object.entries(parseObject(line, EXAMPLE)));
  checkTwice(jsonKeys(line), wanted);
  for (const [column, value] of row) checkColumn(column, value, wanted);
  return wanted.map((column, slot) => {
    const value = row.get(column);
    if (value === undefined) throw missingColumn(column, [...row.keys()]);
    return textOf(value, column, slot);
  });
}

/** The object that a line of JSON is. Throws a UserError that shows `example` for anything else, without a place. */
export function parseObject(line: string, example: string): object {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    // The parser counts lines within this one, which would contradict the file's line that the reader names.
    const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/ \(line 1 column \d+\)/, "");
    throw new UserError(`not JSON: ${reason}`, { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UserError(`${described(value)} was given; an object such as ${example} is allowed`);
  }
  return value;
}

function checkTwice(keys: readonly string[], wanted: readonly string[]): void {
  const twice = wanted.find((column) => keys.indexOf(column) !== keys.lastIndexOf(column));
  if (twice !== undefined) throw new UserError(`${shown(twice)} is there twice`);
}

function checkColumn(column: string, value: unknown, wanted: readonly string[]): void {
  const role = roleOf(column, wanted);
  if (role === WEIGHT_ROLE) throw refusedWeight();
  if (role === SCORE_ROLE) checkScore(column, value);
  if (role === SCORES_ROLE) checkScores(value);
}

function checkScores(value: unknown): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UserError(`"scores" is ${described(value)}; an object with a number a class is allowed`);
  }
  for (const [name, score] of Object.entries(value)) checkScore(`scores.${name}`, score);
}

function checkScore(column: string, value: unknown): void {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new UserError(`${shown(column)} is ${described(value)}; a finite number is allowed`);
  }
}

function textOf(value: unknown, column: string, slot: number): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" && slot >= FIRST_SLICE_SLOT) return String(value);
  if (typeof value !== "number")
    throw new UserError(`${shown(column)} is ${described(value)}; a text or a number is allowed`);
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw new UserError(`${shown(column)} is a number of more than 15 digits, which JSON readers round`, {
      remedy: "Write it in quotes.",
    });
  }
  return JSON.stringify(value);
}

function described(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return `the text ${shown(value)}`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
