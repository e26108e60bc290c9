import { UserError } from "@airworthy/evidence";
import { shown } from "../../shown.ts";

/** A text in quotes, each of these within it doubled. Throws a UserError for what databases do not hold. */
export function quoted(text: string, quote: "'" | '"'): string {
  return `${quote}${checked(text, quote).replaceAll(quote, quote + quote)}${quote}`;
}

/** The same where a backslash escapes what is behind it. */
export function quotedWithBackslashes(text: string, quote: "'" | '"'): string {
  return quoted(text.replaceAll("\\", "\\\\"), quote);
}

function checked(text: string, quote: "'" | '"'): string {
  const what = quote === '"' ? "name of a column" : "text";
  if (quote === '"' && text === "") throw new UserError("the name of a column must not be empty");
  if (text.includes("\0")) throw new UserError(`the ${what} ${shown(text)} holds a NUL, which databases do not`);
  if (!text.isWellFormed()) throw new UserError(`the ${what} ${shown(text)} holds half a character of UTF-16`);
  return text;
}
