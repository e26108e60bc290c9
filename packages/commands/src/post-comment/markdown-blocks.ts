import { type HtmlBlock, htmlBlockAt } from "./html-block.ts";
import {
  BLANK,
  type Container,
  type Entered,
  enterContainers,
  isShallow,
  openContainers,
  RULE,
  UNDERLINE,
} from "./markdown-containers.ts";

/** What a line is, by the block that it stands in; `text` is all that Markdown is read in. */
export type LineKind = "blank" | "code" | "html" | "text";

interface Paragraph {
  readonly kind: "paragraph";
  /** Of the last line, were it a table's. */
  readonly cells: number;
}

/** `mark` is what opened the code, such as "```". Of what ends with its line nothing is open. */
type Leaf =
  | { readonly kind: "none" | "table" }
  | Paragraph
  | { readonly kind: "fence"; readonly mark: string }
  | HtmlBlock;

/** What is open after a line. */
export interface Blocks {
  /** Outermost first. */
  readonly containers: readonly Container[];
  readonly leaf: Leaf;
}

export interface ReadLine {
  readonly blocks: Blocks;
  readonly kind: LineKind;
  /** Whether it goes on with the text, or the HTML, of the line before. */
  readonly isContinued: boolean;
}

export const NO_BLOCKS: Blocks = { containers: [], leaf: { kind: "none" } };

const NONE: Leaf = { kind: "none" };
const HEADING = /^ {0,3}#{1,6}(?: |$)/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const FENCE_END = /^ {0,3}(`{3,}|~{3,}) *$/;
/** Below a table's head; the lines below are rows. */
const DELIMITERS = /^ {0,3}(?=.*[|:])\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$/;

/** Reads one more line, without its end, as CommonMark and GFM have it: https://spec.commonmark.org/0.31.2/#phase-1-block-structure */
export function readLine(before: Blocks, line: string): ReadLine {
  const entered = enterContainers(before.containers, line);
  const isInside = entered.containers.length === before.containers.length;
  const { leaf } = before;
  if (isInside && leaf.kind === "fence") return inFence(leaf.mark, entered);
  if (isInside && leaf.kind === "html") return inHtml(leaf, entered);
  return startBlocks(before, entered, isInside);
}

function inFence(mark: string, { containers, rest }: Entered): ReadLine {
  const isClosed = FENCE_END.exec(rest)?.[1]?.startsWith(mark) ?? false;
  return read(containers, { leaf: isClosed ? NONE : { kind: "fence", mark }, kind: "code" });
}

function inHtml(leaf: HtmlBlock, { containers, rest }: Entered): ReadLine {
  if (leaf.end === null && BLANK.test(rest)) return read(containers, { leaf: NONE, kind: "blank" });
  return read(containers, { leaf: unlessEnded(leaf, rest), kind: "html", isContinued: true });
}

function unlessEnded(leaf: HtmlBlock, line: string): Leaf {
  return leaf.end?.test(line) ? NONE : leaf;
}

function startBlocks(before: Blocks, entered: Entered, isInside: boolean): ReadLine {
  const { containers, rest } = openContainers(entered, isInside && before.leaf.kind === "paragraph");
  if (BLANK.test(rest)) return read(containers, { leaf: NONE, kind: "blank" });
  // A paragraph goes on even where its quotation or item does not.
  const goesOn = containers.length === entered.containers.length && (isInside || before.leaf.kind === "paragraph");
  const open = goesOn ? before.leaf : NONE;
  const found = isShallow(rest) ? leafAt(rest, isInside && open.kind === "paragraph") : null;
  if (found !== null) return read(containers, found);
  if (open.kind === "paragraph") {
    return read(isInside ? containers : before.containers, inParagraph(open, rest, isInside));
  }
  if (!isShallow(rest)) return read(containers, { leaf: NONE, kind: "code" });
  return read(containers, {
    leaf: open.kind === "table" ? open : { kind: "paragraph", cells: cellsIn(rest) },
    kind: "text",
  });
}

interface LeafLine {
  readonly leaf: Leaf;
  readonly kind: LineKind;
  readonly isContinued?: boolean;
}

/** A block that begins with this line and no other does; null for text. */
function leafAt(line: string, isInParagraph: boolean): LeafLine | null {
  if (HEADING.test(line)) return { leaf: NONE, kind: "text" };
  const [, mark] = FENCE.exec(line) ?? [];
  if (mark !== undefined) return { leaf: { kind: "fence", mark }, kind: "code" };
  const html = htmlBlockAt(line.trimStart(), isInParagraph);
  if (html !== null) return { leaf: unlessEnded(html, line), kind: "html" };
  if (isInParagraph && UNDERLINE.test(line)) return { leaf: NONE, kind: "text", isContinued: true };
  return RULE.test(line) ? { leaf: NONE, kind: "text" } : null;
}

/** The second line of a table makes the first its head, and each line one by itself. */
function inParagraph(open: Paragraph, line: string, isInside: boolean): LeafLine {
  const cells = cellsIn(line);
  const isTable = isInside && isShallow(line) && DELIMITERS.test(line) && cells === open.cells;
  if (isTable) return { leaf: { kind: "table" }, kind: "text" };
  return { leaf: { kind: "paragraph", cells }, kind: "text", isContinued: true };
}

function cellsIn(line: string): number {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).length;
}

function read(containers: readonly Container[], { leaf, kind, isContinued = false }: LeafLine): ReadLine {
  return { blocks: { containers, leaf }, kind, isContinued };
}
