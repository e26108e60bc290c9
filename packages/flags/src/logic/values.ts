/** A JSON object, in a rule or a context. */
export type Plain = Readonly<Record<string, unknown>>;

/** Ends an evaluation: flagd's server answers PARSE_ERROR where a rule cannot be computed. */
export function fail(message: string): never {
  throw new Error(message);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "failed";
}

export function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function plainOf(value: unknown): Plain {
  return isPlain(value) ? value : fail("not an object");
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : fail("not a list");
}

/** Neither null, false, 0 nor empty. Unlike in JavaScript an empty list or object is false. */
export function isTrue(value: unknown): boolean {
  return typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}

/** A value of a context as JSON would carry it: a date as its text, null for what is not there. */
export function asJson(value: unknown): unknown {
  return (value instanceof Date ? value.toJSON() : value) ?? null;
}

/** A decimal as Go's strconv.ParseFloat reads it, without white space, hexadecimal or names. */
function parseNumber(text: string): number {
  return /^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

/** What arithmetic reads: a text that is no number counts as 0; what is neither text nor number ends the evaluation. */
export function numberOf(value: unknown): number {
  if (typeof value === "string") return parseNumber(value) || 0;
  return typeof value === "number" ? value : fail("not a number");
}

/** What comparisons read: as JavaScript's own conversion, but that a list or object is never a number. */
export function comparable(value: unknown): number {
  if (typeof value === "string") return value.trim() === "" ? 0 : parseNumber(value);
  return typeof value === "object" && value !== null ? Number.NaN : Number(value);
}

/** What `cat` and `substr` read: nothing for null; what is neither text, number nor null ends the evaluation. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : value === null ? "" : fail("not a text");
}
