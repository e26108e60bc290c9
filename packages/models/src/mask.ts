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

/**
 * A mask of these values: as they are, in small or capital letters, in hexadecimal digits, with any of their characters
 * written as URLs, JSON or HTML may write it, and as Base64, which is met in the middle of a longer text too, such as
 * `user:secret`, wherever in it the secret begins.
 */
export function createMask(secrets: readonly string[]): Mask {
  const forms = secrets.filter((secret) => secret !== "").flatMap(writtenForms);
  if (forms.length === 0) return { text: (given) => given, value: (given) => given };
  const any = new RegExp(forms.join("|"), "giu");
  const text = (given: string): string => given.replace(any, SHOWN);
  return { text, value: (given) => maskValue(given, text, 0) };
}

/** Regular expressions of what stands for a secret, the longest first where one begins another. */
function writtenForms(secret: string): string[] {
  const inBase64 = base64Forms(secret).map((form) => RegExp.escape(form));
  return [
    Array.from(secret, characterForms).join(""),
    ...inBase64.map((form) => form.replaceAll("\\+", "[-+]").replaceAll("\\/", "[_/]")),
    Buffer.from(secret, "utf8").toString("hex"),
  ];
}

/** The ways to write one character. */
function characterForms(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at).toString(16).padStart(4, "0"));
  const forms = [
    RegExp.escape(character),
    JSON.stringify(character).slice(1, -1)
  ];
}

/** The characters of Base64 that only the secret decides, for each of the three places it can have among the bytes before it. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  return [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    const first = Math.ceil((before * 8) / 6);
    const end = Math.floor((whole.length * 8) / 6);
    return whole.toString("base64").slice(first, end);
  });
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
