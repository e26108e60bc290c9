import { capText, escapeMarkdown } from "@airworthy/report";
import { NOTHING_OPEN, stateAfter } from "./markdown-state.ts";

/** A picture that GitHub cannot show: a file of this machine, or one inside the text. */
export interface LocalImage {
  /** What stands for it, escaped. */
  readonly words: string;
  /** The file's name; null for one inside the text. */
  readonly name: string | null;
}

export interface Replaced {
  readonly text: string;
  readonly images: readonly LocalImage[];
}

const DESTINATION = String.raw`(<[^<>\n]{0,2000}>|[^\s()<]*(?:\([^\s()]*\)[^\s()]*)*)`;
const TITLE = String.raw`(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?`;
const LABEL = String.raw`((?:[^[\]\\\n]|\\.|\[[^[\]\n]*\])*)`;
const INLINE = new RegExp(String.raw`!\[${LABEL}\]\([ \t]*${DESTINATION}${TITLE}[ \t]*\)`, "y");
const REFERENCE = new RegExp(String.raw`!\[${LABEL}\](?:\[([^[\]\n]{0,999})\])?`, "y");
const DEFINITION = /^ {0,3}\[([^[\]\n]{1,999})\]:[ \t]*(<[^<>\n]{0,2000}>|\S+)/;
const TAG = /<img\b[^<>]{0,100000}>/iy;
const POSSIBLE = /`+|!\[|<img\b|<!--/gi;
/** Shown by GitHub wherever the comment is. */
const ELSEWHERE = /^(?:https?:)?\/\//i;
const NAME_CHARACTERS = 200;

/**
 * Replaces every picture that GitHub could not show, because it is a file beside the Markdown or a `data:` address, by
 * what `show` makes of it. Code and comments stay as they are. Takes time in proportion to the text.
 */
export function replaceLocalImages(markdown: string, show: (image: LocalImage) => string): Replaced {
  const lines = markdown.split("\n");
  const prose = linesOfProse(lines);
  const definitions = readDefinitions(lines, prose);
  const images: LocalImage[] = [];
  const replace = (alt: string, address: string): string | null => {
    if (address === "" || ELSEWHERE.test(address)) return null;
    const image = imageOf(alt, address);
    images.push(image);
    return show(image);
  };
  const text = lines.map((line, index) => (prose[index] ? replaceInLine(line, definitions, replace) : line)).join("\n");
  return { text, images };
}

type Replace = (alt: string, address: string) => string | null;

/** Which lines stand outside of code blocks and comments. */
function linesOfProse(lines: readonly string[]): readonly boolean[] {
  let state = NOTHING_OPEN;
  return lines.map((line) => {
    const before = state;
    state = stateAfter(state, line.replace(/\r$/, ""));
    return before.fence === null && state.fence === null && !before.isComment;
  });
}

function readDefinitions(lines: readonly string[], prose: readonly boolean[]): ReadonlyMap<string, string> {
  const found = lines.flatMap((line, index) => {
    const [, label, address] = (prose[index] ? DEFINITION.exec(line) : null) ?? [];
    return label === undefined || address === undefined ? [] : [[labelOf(label), unwrapped(address)] as const];
  });
  // The first of several counts: https://github.github.com/gfm/#link-reference-definitions
  return new Map(found.toReversed());
}

function replaceInLine(line: string, definitions: ReadonlyMap<string, string>, replace: Replace): string {
  const parts: string[] = [];
  const codeEnds = codeSpans(line);
  let written = 0;
  POSSIBLE.lastIndex = 0;
  for (let found = POSSIBLE.exec(line); found !== null; found = POSSIBLE.exec(line)) {
    const { index } = found;
    const end = found[0] === "<!--" ? endOfComment(line, index) : codeEnds.get(index);
    if (end !== undefined) {
      POSSIBLE.lastIndex = end;
      continue;
    }
    const image = imageAt(line, index, definitions);
    const shown = image === null ? null : replace(image.alt, image.address);
    if (image === null || shown === null) continue;
    parts.push(line.slice(written, index), shown);
    written = image.end;
    POSSIBLE.lastIndex = image.end;
  }
  return parts.join("") + line.slice(written);
}

/** Where each run of backticks that opens a code span finds its end. */
function codeSpans(line: string): ReadonlyMap<number, number> {
  const runs = [...line.matchAll(/`+/g)];
  const ends = new Map<number, number>();
  const next = new Map<number, number>();
  for (const { index, 0: run } of runs.toReversed()) {
    const end = next.get(run.length);
    if (end !== undefined) ends.set(index, end);
    next.set(run.length, index + run.length);
  }
  return ends;
}

function endOfComment(line: string, start: number): number {
  const end = line.indexOf("-->", start);
  return end < 0 ? line.length : end;
}

interface Found {
  readonly alt: string;
  readonly address: string;
  readonly end: number;
}

function imageAt(line: string, index: number, definitions: ReadonlyMap<string, string>): Found | null {
  const at = (pattern: RegExp) => {
    pattern.lastIndex = index;
    return pattern.exec(line);
  };
  const tag = at(TAG);
  if (tag !== null) return { alt: attribute(tag[0], "alt"), address: attribute(tag[0], "src"), end: TAG.lastIndex };
  const inline = at(INLINE);
  if (inline !== null) return { alt: inline[1] ?? "", address: unwrapped(inline[2] ?? ""), end: INLINE.lastIndex };
  const reference = at(REFERENCE);
  if (reference === null) return null;
  const [, alt = "", label = ""] = reference;
  return { alt, address: definitions.get(labelOf(label || alt)) ?? "", end: REFERENCE.lastIndex };
}

function attribute(tag: string, name: string): string {
  const [, double, single, bare] =
    new RegExp(String.raw`\s${name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`, "i").exec(tag) ?? [];
  return (double ?? single ?? bare ?? "").trim();
}

function imageOf(alt: string, address: string): LocalImage {
  const name = /^data:/i.test(address) ? null : fileName(address);
  const shown = name ?? "a picture inside the report";
  const words = alt.replace(/\\(?=[!-/:-@[-`{-~])/g, "").trim();
  return { words: escapeMarkdown(words === "" ? shown : `${words} (${shown})`), name };
}

function fileName(address: string): string {
  const path = address.replace(/[?#].*$/s, "");
  return capText(path.split(/[\\/]/).findLast((part) => part !== "") ?? path, NAME_CHARACTERS);
}

function unwrapped(address: string): string {
  return address.startsWith("<") ? address.slice(1, -1) : address;
}

/** As labels are compared: whatever their case and white space. */
function labelOf(label: string): string {
  return label.trim().replace(/\s+/g, " ").toLowerCase();
}
