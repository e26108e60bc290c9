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
 * A mask of these values: as they are, and as JSON, URLs and Base64 write them. Base64 is met in the middle of a longer
 * text too, such as `user:secret`, wherever in it the secret begins.
 */
export function createMask(secrets: readonly string[]): Mask {
  const forms = [...new Set(secrets.flatMap(writtenForms))].sort((a, b) => b.length - a.length);
  const text = (given: string): string => {
    let masked = given;
    for (const form of forms) masked = masked.replaceAll(form, SHOWN);
    return masked;
  };
  return { text, value: (given) => (forms.length === 0 ? given : maskValue(given, text, 0)) };
}

function writtenForms(secret: string): string[] {
  if (secret === "") return [];
  const inBase64 = base64Forms(secret);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.toWellFormed()),
    new URLSearchParams({ x: secret }).toString().slice(2),
    ...inBase64,
    ...inBase64.map((form) => form.replaceAll("+", "-").replaceAll("/", "_")),
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
