import { UserError } from "@airworthy/evidence";
import { shown } from "./shown.ts";

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
  if (isObject(value)) return value;
  throw new UserError(`${described(value)} was given; an object such as ${example} is allowed`);
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as a message shows it: "a list", "the text "a"", "null". */
export function described(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return `the text ${shown(value)}`;
  return isObject(value) ? "an object" : String(value);
}
