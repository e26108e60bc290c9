/** A tag as it stands in the HTML, a comment or declaration, or the text between two of them, decoded. */
export interface HtmlToken {
  readonly kind: "open" | "close" | "other" | "text";
  /** The tag's name in lower case; empty for text. */
  readonly name: string;
  readonly text: string;
}

const TOKEN = /<!--[\s\S]*?-->|<\/?[a-z][^<>]*>|<[^<>]*>?|[^<]+/gi;
const TAG = /^<(\/?)([a-z][a-z0-9-]*)/i;
const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["nbsp", "\u00a0"],
]);

/**
 * HTML from a Markdown parser, cut at its tags. Nothing is mended and nothing is skipped: a stray "<" is a token of its
 * own ("other"), so that what does not belong is seen.
 */
export function htmlTokens(html: string): readonly HtmlToken[] {
  return Array.from(html.matchAll(TOKEN), ([text]): HtmlToken => {
    if (!text.startsWith("<")) return { kind: "text", name: "", text: decode(text) };
    const [, slash, name] = TAG.exec(text) ?? [];
    if (name === undefined || !text.endsWith(">")) return { kind: "other", name: "", text };
    return { kind: slash === "/" ? "close" : "open", name: name.toLowerCase(), text };
  });
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|([a-z]+));/g, (entity, code: string | undefined, name: string | undefined) => {
    if (code !== undefined) return String.fromCodePoint(Number(code));
    return NAMED.get(name ?? "") ?? entity;
  });
}
