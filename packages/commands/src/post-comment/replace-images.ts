import { capText, escapeMarkdown } from "@airworthy/report";
import { findImages, readDefinitions } from "./find-images.ts";
import { NO_BLOCKS, type ReadLine, readLine } from "./markdown-blocks.ts";

/** A picture that GitHub cannot show: a file of this machine, or one inside the text. */
export interface LocalImage {
  /** What stands for it, escaped for Markdown and for HTML between tags. */
  readonly words: string;
  /** The file's name; null for one inside the text. */
  readonly name: string | null;
  /** What it is written in, and what stands for it must be: Markdown is not read within HTML. */
  readonly syntax: "markdown" | "html";
}

export interface Replaced {
  readonly text: string;
  readonly images: readonly LocalImage[];
}

/** Shown by GitHub wherever the comment is. */
const ELSEWHERE = /^(?:https?:)?\/\//i;
const NAME_CHARACTERS = 200;

/**
 * Replaces every picture that GitHub could not show, because it is a file beside the Markdown or a `data:` address, by
 * what `show` makes of it. Code and comments stay as they are. Takes time in proportion to the text.
 */
export function replaceLocalImages(markdown: string, show: (image: LocalImage) => string): Replaced {
  const passages = readPassages(markdown);
  const definitions = readDefinitions(passages.flatMap(({ kind, text }) => (kind === "text" ? text.split("\n") : [])));
  const images: LocalImage[] = [];
  const parts = passages.map(({ kind, text }) => {
    if (kind !== "text" && kind !== "html") return text;
    const shown: string[] = [];
    let written = 0;
    for (const { alt, address, syntax, index, end } of findImages(text, kind, definitions)) {
      if (address === "" || ELSEWHERE.test(address)) continue;
      const image = { ...imageOf(alt, address), syntax };
      images.push(image);
      // Without a tag what follows would be Markdown, where it was the block's HTML.
      const opensBlock = kind === "html" && !text.slice(0, index).includes("<");
      shown.push(text.slice(written, index), opensBlock ? `<div>${show(image)}</div>` : show(image));
      written = end;
    }
    return shown.join("") + text.slice(written);
  });
  return { text: parts.join("\n"), images };
}

interface Passage {
  readonly kind: ReadLine["kind"];
  readonly text: string;
}

/** Lines by themselves, but those of a paragraph or of a block of HTML together. A table's head was a paragraph's last line. */
function readPassages(markdown: string): readonly Passage[] {
  const passages: { kind: ReadLine["kind"]; lines: string[] }[] = [];
  let blocks = NO_BLOCKS;
  for (const line of markdown.split("\n")) {
    const read = readLine(blocks, line.replace(/\r$/, ""));
    const isHead = read.blocks.leaf.kind === "table" && blocks.leaf.kind === "paragraph";
    blocks = read.blocks;
    const last = passages.at(-1);
    if (isHead) passages.push({ kind: read.kind, lines: last?.lines.splice(-1) ?? [] });
    if (last === undefined || !read.isContinued) passages.push({ kind: read.kind, lines: [line] });
    else last.lines.push(line);
  }
  return passages.flatMap(({ kind, lines }) => (lines.length === 0 ? [] : [{ kind, text: lines.join("\n") }]));
}

function imageOf(alt: string, address: string): Pick<LocalImage, "words" | "name"> {
  const name = /^data:/i.test(address) ? null : fileName(address);
  const shown = name ?? "a picture inside the report";
  const words = alt
    .replace(/\\(?=[!-/:-@[-`{-~])/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return { words: escapeMarkdown(words === "" ? shown : `${words} (${shown})`), name };
}

function fileName(address: string): string {
  const path = address.replace(/[?#].*$/s, "");
  return capText(path.split(/[\\/]/).findLast((part) => part !== "") ?? path, NAME_CHARACTERS);
}
