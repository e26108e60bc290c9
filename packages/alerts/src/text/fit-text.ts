import { capText, makeVisible } from "@airworthy/report";

type Escape = (text: string) => string;

/**
 * Untrusted text on one line with nothing unseen, escaped, in at most `limit` UTF-16 code units: cut before it is escaped,
 * so that no escape is ever cut in two.
 */
export function fitText(text: string, limit: number, escaped: Escape = (plain) => plain): string {
  if (limit < 1) return "";
  // What is cut off anyway is not looked at: it may be megabytes.
  const seen = makeVisible(capText(text, Math.max(2, limit)));
  if (escaped(seen).length <= limit) return escaped(seen);
  let [fits, tooLong] = [0, Math.min(seen.length, limit) + 1];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (escaped(capped(seen, middle)).length <= limit) fits = middle;
    else tooLong = middle;
  }
  return escaped(capped(seen, fits));
}

/** Lines that fit together, each whole, and how many were left out. */
export function fitLines(lines: readonly string[], limit: number): { readonly text: string; readonly left: number } {
  let text = "";
  for (const [index, line] of lines.entries()) {
    const longer = index === 0 ? line : `${text}\n${line}`;
    if (longer.length > limit) return { text, left: lines.length - index };
    text = longer;
  }
  return { text, left: 0 };
}

function capped(text: string, limit: number): string {
  if (limit >= 2) return capText(text, limit);
  return limit < 1 ? "" : "…";
}
