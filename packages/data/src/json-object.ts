import { UserError } from "@airworthy/evidence";

/**
 * What the parser says of itself and of the place, before it quotes anything. Its messages quote pieces of the text, which may
 * be personal data, and count lines within this one, which would contradict the file's line that the reader names.
 */
const UNQUOTED_REASON = /^[^"]*? at position \d+|^Unexpected end of JSON input/;

/** The object that a line of JSON is. Throws a UserError that shows `example`, and nothing of the line, for anything else, without a place. */
export function parseObject(line: string, example: string): object {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    const [reason] = (error instanceof Error ? UNQUOTED_REASON.exec(error.message) : null) ?? [];
    throw new UserError(reason === undefined ? "not JSON" : `not JSON: ${reason}`);
  }
  if (isObject(value)) return value;
  throw new UserError(`${kindOf(value)} was given; an object such as ${example} is allowed`);
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What kind of value it is, for messages: "a list", "a text", "null". Never the value itself: rows may be personal data, and
 * messages are read by whoever reads the log.
 */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return value === "" ? "an empty text" : "a text";
  if (typeof value === "boolean") return "true or false";
  if (isObject(value)) return "an object";
  return Number.isNaN(value) ? "NaN" : "a number";
}
