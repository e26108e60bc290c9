import { type Block, type Column, plainText, type Text } from "@airworthy/report";
import { cardText } from "./card-text.ts";

const FENCE = /^ {0,3}(?<fence>`{3,}|~{3,})\s*(?<language>[^\s`]*)/;
const HEADING = /^ {0,3}(?<signs>#{1,6})\s(?<text>.*)$/s;
/** The signs that may close a heading. */
const CLOSING = /(?:^|\s)#+$/;
const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s+(?<text>.*)$/;
const DELIMITER = /^:?-+:?$/;

/**
 * A model card's Markdown as blocks of a report: headings, paragraphs, lists, tables, code, and the front matter as code.
 * Everything in it is untrusted; as no block holds markup, nothing of it reaches a page but as text, and links only where
 * they may be linked. Comments are left out, as readers of a card never see them. Takes time in proportion to its length.
 */
export function cardBlocks(card: string): readonly Block[] {
  const lines = card.split(/\r\n?|\n/);
  const blocks: Block[] = [];
  let at = 0;
  const take = (until: (line: string) => boolean): readonly string[] => {
    const from = at;
    while (at < lines.length && !until(lines[at] ?? "")) at++;
    return lines.slice(from, at);
  };
  if (lines[0] === "---") {
    at = 1;
    blocks.push(frontMatter(take((line) => line === "---")));
    at++;
  }
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const { fence, language = "" } = FENCE.exec(line)?.groups ?? {};
    if (line.trim() === "") at++;
    else if (line.trimStart().startsWith("<!--")) {
      take((other) => other.includes("-->"));
      at++;
    } else if (fence !== undefined) {
      at++;
      const text = take((other) => other.trimStart().startsWith(fence)).join("\n");
      at++;
      blocks.push({ kind: "code", text, language });
    } else if (HEADING.test(line)) {
      at++;
      blocks.push(...heading(line));
    } else if (isTable(lines, at)) blocks.push(table(take((other) => !other.includes("|"))));
    else if (ITEM.test(line)) blocks.push(list(take((other) => other.trim() === "" || starts(other))));
    else blocks.push(paragraph([line, ...rest(take)]));
  }
  return blocks;

  function rest(taking: typeof take): readonly string[] {
    at++;
    return taking((other) => other.trim() === "" || starts(other) || ITEM.test(other) || isTable(lines, at));
  }
}

/** Whether a line begins something that is neither a paragraph's nor a list's. */
function starts(line: string): boolean {
  return FENCE.test(line) || HEADING.test(line) || line.trimStart().startsWith("<!--");
}

function isTable(lines: readonly string[], at: number): boolean {
  const [head, next] = [lines[at], lines[at + 1]];
  if (head?.includes("|") !== true || next?.includes("|") !== true) return false;
  const delimiters = cellsOf(next);
  return delimiters.length > 0 && delimiters.every((cell) => DELIMITER.test(cell));
}

function frontMatter(lines: readonly string[]): Block {
  const code = { kind: "code", text: lines.join("\n"), language: "yaml" } as const;
  return { kind: "fold", summary: "Metadata", blocks: [code] };
}

/** The page has headings of its own above these; one that says nothing is left out. */
function heading(line: string): readonly Block[] {
  const { signs = "", text = "" } = HEADING.exec(line)?.groups ?? {};
  const words = cardText(text.trim().replace(CLOSING, "").trimEnd());
  if (plainText(words).trim() === "") return [];
  if (signs.length <= 2) return [{ kind: "heading", level: 4, text: words }];
  return [{ kind: "paragraph", text: { kind: "strong", text: words } }];
}

function paragraph(lines: readonly string[]): Block {
  return { kind: "paragraph", text: cardText(lines.map((line) => line.trim()).join(" ")) };
}

/** An item may go on in the lines after its first. */
function list(lines: readonly string[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    const text = ITEM.exec(line)?.groups?.["text"];
    if (text === undefined) items.push(`${items.pop() ?? ""} ${line.trim()}`);
    else items.push(text);
  }
  return { kind: "list", items: items.map(cardText) };
}

function table(lines: readonly string[]): Block {
  const [head = "", delimiters = "", ...body] = lines;
  const sides = cellsOf(delimiters).map((cell) => (cell.endsWith(":") ? "right" : "left"));
  const titles = cellsOf(head);
  const rows = body.map((line) => cellsOf(line).map(cardText));
  // Without titles it is a list of terms and what they mean.
  if (titles.every((title) => title === "")) return { kind: "list", items: rows.map(termText) };
  const columns = titles.map((title, index): Column => ({ title: cardText(title), align: sides[index] ?? "left" }));
  return { kind: "table", columns, rows };
}

function termText([term = "", ...meanings]: readonly Text[]): Text {
  const rest = meanings.flatMap((meaning) => [" ", meaning].flat());
  return [{ kind: "strong", text: [term, ":"].flat() }, ...rest];
}

/** The cells of a table's line; a bar behind a backslash is part of a cell. */
function cellsOf(line: string): readonly string[] {
  const cells = line
    .trim()
    .replace(/^\|/, "")
    .split(/(?<!\\)\|/);
  const whole = cells.at(-1)?.trim() === "" ? cells.slice(0, -1) : cells;
  return whole.map((cell) => cell.trim());
}
