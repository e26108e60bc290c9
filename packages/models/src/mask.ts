import { writtenForms } from "./written-forms.ts";

const SHOWN = "***";
/** Arrays and objects deeper than this hold nothing that is read. */
const MAX_DEPTH = 64;

/** What replaces secrets, in whatever form they are met. */
export interface Mask {
  /** The text, with `***` in place of every secret. */
  text(text: string): string;
  /** A copy of JSON values (and Maps) with every text and key masked; without secrets the value itself. */
  value(value: unknown): unknown;
}

/** A mask of these values: as they are, and as JSON, HTML, URLs, hexadecimal digits and Base64 write them. */
export function createMask(secrets: readonly string[]): Mask {
  const forms = [...new Set(secrets.flatMap(writtenForms))].sort((a, b) => b.length - a.length);
  const text = (given: string): string => {
    let masked = given;
    for (const form of forms) masked = masked.replaceAll(form, SHOWN);
    return masked;
  };
  return { text, value: (given) => (forms.length === 0 ? given : maskValue(given, text, 0)) };
}

function maskValue(value: unknown, text: (given: string) => string, depth: number): unknown {
  if (typeof value === "string") return text(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth > MAX_DEPTH) return null;
  const inner = (item: unknown) => maskValue(item, text, depth + 1);
  if (Array.isArray(value)) return Array.from(value, inner);
  if (value instanceof Map) return new Map(Array.from(value, ([key, item]) => [inner(key), inner(item)]));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key), inner(item)]));
}
