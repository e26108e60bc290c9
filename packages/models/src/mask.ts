const SHOWN = "***";
/** Arrays and objects deeper than this hold nothing that is read. */
const MAX_DEPTH = 64;
/** V8 refuses a regular expression that is much longer, with an error that shows it. */
const MAX_PIECE = 1_024;
const HTML_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ["&", ["&amp;"]],
  ["<", ["&lt;"]],
  [">", ["&gt;"]],
  ['"', ["&quot;"]],
  ["'", ["&apos;"]],
]);

/** What replaces secrets, in whatever form they are met. */
export interface Mask {
  /** The text, with `***` in place of every secret. */
  text(text: string): string;
  /** A copy of JSON values (and Maps) with every text and key masked; without secrets the value itself. */
  value(value: unknown): unknown;
}

/**
 * A mask of these values: as they are, in small or capital letters, as JSON, URLs or HTML may write any of their
 * characters, in hexadecimal digits and in Base64, which is met in the middle of a longer text too, such as
 * `user:secret`, wherever in it the secret begins.
 */
export function createMask(secrets: readonly string[]): Mask {
  // The longest first: one may begin with another.
  const patterns = secrets
    .toSorted((a, b) => b.length - a.length)
    .flatMap(pieces)
    .map(writtenForms);
  if (patterns.length === 0) return { text: (given) => given, value: (given) => given };
  const text = (given: string): string => patterns.reduce((masked, one) => masked.replace(one, SHOWN), given);
  return { text, value: (given) => maskValue(given, text, 0) };
}

/** A secret, or parts of about the same length of one that is longer. */
function pieces(secret: string): string[] {
  const characters = Array.from(secret);
  const count = Math.ceil(characters.length / MAX_PIECE);
  const size = Math.ceil(characters.length / count);
  return Array.from({ length: count }, (_, at) => characters.slice(at * size, (at + 1) * size).join(""));
}

function writtenForms(secret: string): RegExp {
  const inBase64 = base64Forms(secret);
  const inUrls = inBase64.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"));
  const texts = [secret, Buffer.from(secret, "utf8").toString("hex"), ...inBase64, ...inUrls];
  const forms = texts.map((text) => Array.from(text, writtenCharacter).join(""));
  return new RegExp([...new Set(forms)].join("|"), "giu");
}

/** A character as it is, and as it may be escaped; letters of English and digits nobody escapes. */
function writtenCharacter(character: string): string {
  if (/^[A-Za-z0-9]$/.test(character)) return character;
  const units = character.split("").map((unit) => unit.charCodeAt(0).toString(16).padStart(4, "0"));
  const bytes = Buffer.from(character, "utf8").toString("hex");
  const code = character.codePointAt(0) ?? 0;
  const forms = [
    // PHP writes \/ in JSON.
    `\\\\?${literal(character)}`,
    literal(JSON.stringify(character).slice(1, -1)),
    units.map((unit) => `\\\\u${unit}`).join(""),
    bytes.replaceAll(/../g, "%$&"),
    `&#0*${code};`,
    `&#x0*${code.toString(16)};`,
    ...(HTML_NAMES.get(character) ?? []),
    ...(character === " " ? ["\\+"] : []),
  ];
  return `(?:${forms.join("|")})`;
}

function literal(text: string): string {
  return Array.from(text, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`).join("");
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
