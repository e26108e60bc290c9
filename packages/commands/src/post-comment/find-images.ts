import { codeSpans } from "./code-spans.ts";

/** A picture as it is written. */
export interface WrittenImage {
  readonly alt: string;
  readonly address: string;
  readonly syntax: "markdown" | "html";
  readonly index: number;
  readonly end: number;
}

/** Addresses by labels, as `labelOf` has them. */
export type Definitions = ReadonlyMap<string, string>;

const SPACE = String.raw`[ \t\r\n]`;
const DESTINATION = String.raw`(<[^<>\n]{0,2000}>|[^\s()<]*(?:\([^\s()]*\)[^\s()]*)*)`;
const TITLE = String.raw`(?:${SPACE}+(?:"[^"]*"|'[^']*'|\([^()]*\)))?`;
const LABEL = String.raw`((?:[^[\]\\]|\\[\s\S]|\[[^[\]]*\]){0,2000})`;
const INLINE = new RegExp(String.raw`!\[${LABEL}\]\(${SPACE}*${DESTINATION}${TITLE}${SPACE}*\)`, "y");
const REFERENCE = new RegExp(String.raw`!\[${LABEL}\](?:\[([^[\]]{0,999})\])?`, "y");
const DEFINITION = /^ {0,3}\[([^[\]\n]{1,999})\]:[ \t]*(<[^<>\n]{0,2000}>|\S+)/;
const TAG = /<img\b[^<>]{0,100000}>/iy;
const IN_TEXT = /\\[\s\S]|`+|!\[|<img\b|<!--/gi;
const IN_HTML = /<img\b|<!--/gi;
const COMMENT = "<!--";
const COMMENT_END = "-->";

/** The pictures of a paragraph, or of a block of HTML, where Markdown is not read; none in code, comments or what is escaped. */
export function* findImages(text: string, kind: "text" | "html", definitions: Definitions): Generator<WrittenImage> {
  const pattern = new RegExp(kind === "text" ? IN_TEXT : IN_HTML);
  const codeEnds = kind === "text" ? codeSpans(text) : new Map<number, number>();
  const lastCommentEnd = text.lastIndexOf(COMMENT_END);
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const { index, 0: word } = found;
    if (word === COMMENT) {
      // A comment without an end hides all the rest of its HTML; in a paragraph it is none.
      if (index < lastCommentEnd) pattern.lastIndex = text.indexOf(COMMENT_END, index + "<!".length);
      else if (kind === "html") return;
      continue;
    }
    const image = imageAt(text, index, definitions);
    if (image !== null) yield image;
    pattern.lastIndex = codeEnds.get(index) ?? image?.end ?? pattern.lastIndex;
  }
}

/** What labels stand for, of the lines of all paragraphs. */
export function readDefinitions(lines: readonly string[]): Definitions {
  const found = lines.flatMap((line) => {
    const [, label, address] = DEFINITION.exec(line) ?? [];
    return label === undefined || address === undefined ? [] : [[labelOf(label), unwrapped(address)] as const];
  });
  // The first of several counts: https://github.github.com/gfm/#link-reference-definitions
  return new Map(found.toReversed());
}

function imageAt(text: string, index: number, definitions: Definitions): WrittenImage | null {
  const at = (pattern: RegExp) => {
    pattern.lastIndex = index;
    return pattern.exec(text);
  };
  const tag = at(TAG);
  if (tag !== null) {
    const end = index + tag[0].length;
    return { alt: attribute(tag[0], "alt"), address: attribute(tag[0], "src"), syntax: "html", index, end };
  }
  const inline = at(INLINE);
  const [whole, alt = "", target] = inline ?? at(REFERENCE) ?? [];
  if (whole === undefined) return null;
  const address = inline === null ? definitions.get(labelOf(target || alt)) : unwrapped(target ?? "");
  return { alt, address: address ?? "", syntax: "markdown", index, end: index + whole.length };
}

function attribute(tag: string, name: string): string {
  const [, double, single, bare] =
    new RegExp(String.raw`\s${name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`, "i").exec(tag) ?? [];
  return (double ?? single ?? bare ?? "").trim();
}

function unwrapped(address: string): string {
  return address.startsWith("<") ? address.slice(1, -1) : address;
}

/** As labels are compared: whatever their case and white space. */
function labelOf(label: string): string {
  return label.trim().replace(/\s+/g, " ").toLowerCase();
}
