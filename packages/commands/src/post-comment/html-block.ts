/** A block of raw HTML, while it is open: https://spec.commonmark.org/0.31.2/#html-blocks */
export interface HtmlBlock {
  readonly kind: "html";
  /** What its last line holds; null where an empty line ends it. */
  readonly end: RegExp | null;
  /** What may be written to end it; empty where an empty line does. */
  readonly closer: string;
}

const VERBATIM = /^<(script|pre|style|textarea)(?=[ >]|$)/i;
const VERBATIM_END = /<\/(?:script|pre|style|textarea)>/i;

/** What begins with these goes on to its own end, empty lines or not. */
const DELIMITED: readonly (readonly [start: RegExp, end: RegExp, closer: string])[] = [
  [/^<!--/, /-->/, "-->"],
  [/^<\?/, /\?>/, "?>"],
  [/^<![A-Za-z]/, />/, ">"],
  [/^<!\[CDATA\[/, /\]\]>/, "]]>"],
];

const NAMES = [
  "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset",
  "figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav",
  "noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul",
].join("|");
const NAMED = new RegExp(`^</?(?:${NAMES})(?=[ >]|/>|$)`, "i");

const ATTRIBUTE = String.raw`\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>${"`"}]+|'[^']*'|"[^"]*"))?`;
/** One whole tag and nothing else. */
const ALONE = new RegExp(
  String.raw`^(?:<[A-Za-z][A-Za-z0-9-]*(?:${ATTRIBUTE})*\s*/?>|</[A-Za-z][A-Za-z0-9-]*\s*>)\s*$`,
);

/** The block that a line opens; null where it opens none. A tag that is not known stands for itself only outside a paragraph. */
export function htmlBlockAt(line: string, isInParagraph: boolean): HtmlBlock | null {
  const [, verbatim] = VERBATIM.exec(line) ?? [];
  if (verbatim !== undefined) return { kind: "html", end: VERBATIM_END, closer: `</${verbatim}>` };
  const delimited = DELIMITED.find(([start]) => start.test(line));
  if (delimited !== undefined) return { kind: "html", end: delimited[1], closer: delimited[2] };
  const isTag = NAMED.test(line) || (!isInParagraph && ALONE.test(line));
  return isTag ? { kind: "html", end: null, closer: "" } : null;
}
