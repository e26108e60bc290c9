import { type Block, formatCount, type Inline, type Text } from "@airworthy/report";
import { publicAddress } from "./public-address.ts";

/** Whole numbers as they are, others with six significant digits: more than any evaluation's rows can tell apart. */
export function number(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
}

/** Columns whose title starts with "> " are of numbers. */
export function table(titles: readonly string[], rows: readonly (readonly Text[])[]): Block {
  const columns = titles.map((title) =>
    title.startsWith("> ") ? { title: title.slice(2), align: "right" as const } : { title, align: "left" as const },
  );
  return { kind: "table", columns, rows };
}

export function listed(title: string, items: readonly string[] | undefined): readonly Block[] {
  if (items === undefined || items.length === 0) return [];
  return [
    { kind: "heading", level: 3, text: title },
    { kind: "list", items: items.map(whole) },
  ];
}

export function orNone(blocks: readonly Block[], sentence: string): readonly Block[] {
  return blocks.length > 0 ? blocks : [{ kind: "paragraph", text: sentence }];
}

export function rest(count: number, what: string): readonly Block[] {
  return count > 0 ? [{ kind: "paragraph", text: `and ${formatCount(count)} more ${what}.` }] : [];
}

export function withAnswer(risk: string, answer: string | undefined): string {
  return answer === undefined ? risk : `${risk}; mitigation: ${answer}`;
}

export function joined(texts: readonly string[] | undefined): string | undefined {
  return texts === undefined || texts.length === 0 ? undefined : texts.join(", ");
}

export function address(uri: string | null, text: string): Inline {
  return uri === null ? text : { kind: "link", href: publicAddress(uri), text: publicAddress(text) };
}

export function paragraphs(text: string): readonly Block[] {
  const parts = text.split(/(?:\r?\n[ \t]*){2,}/).filter((part) => part.trim() !== "");
  return parts.map((part) => ({ kind: "paragraph", text: whole(part.trim().replace(/\s*\r?\n\s*/g, " ")) }));
}

/** A report cuts each piece of a line where it is long; a card is the place for all of it. */
function whole(text: string): Text {
  return text.match(/.{1,250}/gsu) ?? [];
}
