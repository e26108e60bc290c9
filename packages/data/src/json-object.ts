import { UserError } from "@airworthy/evidence";

/**
 * What the parser says of itself and of the place, before it quotes anything. Its messages quote pieces of the text, which may
 * be personal data, and count lines within this one, which would contradict the file's line that the reader names.
 */
const UNQUOTED_REASON = /^[^"]*? at position \d+|^Unexpected end of JSON input/;

/** Nobody's records nest so deep: what calls itself for each level would run out of its stack. */
const MOST_LEVELS = 1_000;

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

/** Throws a UserError for a line that nests deeper than records do, which whoever keeps values whole has to ask before. */
export function checkDepth(line: string): void {
  if (nestsDeep(line)) throw new UserError(`the line nests deeper than ${MOST_LEVELS} levels`);
}

/** Most lines have far fewer brackets than that, which is soon counted. */
function nestsDeep(line: string): boolean {
  if (line.length < MOST_LEVELS || bracketsOf(line) <= MOST_LEVELS) return false;
  let level = 0;
  let isText = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    if (character === '"') isText = !isText;
    else if (isText) at += character === "\\" ? 1 : 0;
    else if (character === "{" || character === "[") level++;
    else if (character === "}" || character === "]") level--;
    if (level > MOST_LEVELS) return true;
  }
  return false;
}

function bracketsOf(line: string): number {
  let count = 0;
  for (const bracket of ["{", "["]) {
    for (let at = line.indexOf(bracket); at >= 0 && count <= MOST_LEVELS; at = line.indexOf(bracket, at + 1)) count++;
  }
  return count;
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
