/** Enough for what a server says of a query that it cannot parse, and not the whole page of one that is no such server. */
const SHOWN_CHARACTERS = 300;
const SHOWN_SECRET = "***";
/** What would end a line, colour it, turn it round or not be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu;

/** What a server says, as messages show it: on one line, cut, without the token. */
export function said(text: string, token: string | null): string {
  const line = masked(text, token).replace(UNSEEN, " ").trim();
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS).toWellFormed()}…` : line;
}

/** The text without a secret, as it is and as JSON writes it. */
export function masked(text: string, secret: string | null): string {
  const sent = secret?.trim() ?? "";
  if (sent === "") return text;
  return text.replaceAll(JSON.stringify(sent).slice(1, -1), SHOWN_SECRET).replaceAll(sent, SHOWN_SECRET);
}

/** The error of a reply's JSON, in one of the usual places, or its text. */
export function errorIn(text: string): string {
  const value = parsed(text);
  const error = field(value, "error");
  const told = [field(error, "message"), error, field(value, "message")].find((word) => typeof word === "string");
  return typeof told === "string" ? told : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
