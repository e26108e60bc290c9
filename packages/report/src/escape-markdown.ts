import { capText, makeVisible } from "./visible.ts";

/**
 * An element with nothing in it. GitHub finds mentions, issue and commit references, emoji codes and bare addresses in
 * the text nodes of the rendered HTML, after entities were decoded: `&#64;team` still mentions. So the text node itself
 * must end inside the reference. An empty span does that, passes GitHub's sanitiser (an HTML comment does not: where it
 * is dropped the halves may join again), is nothing to the eye and, unlike a zero-width character, nothing to a copy.
 */
const BREAK = "<span></span>";

/**
 * GitHub's own advice for a dollar sign beside mathematics:
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
 */
const DOLLAR = "<span>$</span>";

/** GitHub links a commit by 7 to 40 hexadecimal digits, so no text node may hold more than 6. */
const UNLINKED_DIGITS = 6;

const RISKS: readonly (readonly [RegExp, (found: string) => string])[] = [
  // Characters that make Markdown or HTML anywhere, as entities: those work in Markdown and inside raw HTML alike,
  // and can never be structure. An underscore after a letter or digit opens no emphasis.
  [/[&<>[\]`*~|\\]|(?<![\p{L}\p{N}])_/u, entities],
  // Marks that make a heading, list, rule or code block where a line starts, and "!" before what may be a link.
  [/^[-+=]|(?<=^\d{1,9})[.)](?= |$)|!$/u, entities],
  [/\$/u, () => DOLLAR],
  [/#/u, () => `&#35;${BREAK}`],
  [/@/u, () => `@${BREAK}`],
  // An emoji code such as :mega:, and the start of an address.
  [/:(?=[\w+-]+:|\/\/)/u, () => `:${BREAK}`],
  [/[wW]{3}(?=\.)/u, (found) => found + BREAK],
  [/(?<![A-Za-z0-9])(?:[gG][hH]|[gG][hH][sS][aA]|[cC][vV][eE])-(?=[A-Za-z0-9])/u, (found) => found + BREAK],
  [/(?<![A-Za-z0-9_])[0-9A-Fa-f]{7,40}(?![A-Za-z0-9_])/u, breakDigits],
];

/** What every risk starts with, so that most characters are passed over at once. */
const FIRST = "[&<>\\[\\]`*~|\\\\_\\-+=.)!$#@:wWgGcC0-9A-Fa-f]";
const RISKY = new RegExp(`(?=${FIRST})(?:${RISKS.map(([pattern]) => `(${pattern.source})`).join("|")})`, "gu");

/**
 * Untrusted text as GitHub Markdown that shows exactly this text, on one line, and does nothing: no format, link,
 * mention, reference, emoji, image, mathematics, HTML or comment. Fit for a paragraph, a table cell, a heading and raw
 * HTML between tags; not for an attribute. Characters nobody can see are shown by name (`makeVisible`), and more than
 * INLINE_CHARACTERS are cut with "…".
 *
 * Not held back: autolink prefixes of the repository's own (`TICKET-12`), which its administrators chose.
 */
export function escapeMarkdown(text: string): string {
  return keepEdges(escapeShown(makeVisible(capText(text))));
}

/** Markdown drops spaces at a line's edges; as entities they stay. */
export function keepEdges(line: string): string {
  return line.startsWith(" ") || line.endsWith(" ") ? line.replace(/^ +| +$/g, entities) : line;
}

/** The same for a part of a line that is capped and visible already. */
export function escapeShown(text: string): string {
  return text.replace(RISKY, (found: string, ...groups: unknown[]) => {
    const risk = RISKS.findIndex((_, index) => groups[index] !== undefined);
    return RISKS[risk]?.[1](found) ?? entities(found);
  });
}

function entities(found: string): string {
  let text = "";
  for (const character of found) text += `&#${character.codePointAt(0)};`;
  return text;
}

function breakDigits(found: string): string {
  const parts: string[] = [];
  for (let start = 0; start < found.length; start += UNLINKED_DIGITS) {
    parts.push(found.slice(start, start + UNLINKED_DIGITS));
  }
  return parts.join(BREAK);
}
