import type { Inline, Text } from "@airworthy/report";

/** A longer line is shown as it is: no sentence has so many characters, and reading it must not take long. */
const MOST_CHARACTERS = 4_000;

/** A report cuts each string at 500 code units, which is meant for names; what a card says is read whole, in pieces. */
const PIECES = /[\s\S]{1,250}/gu;

/**
 * In this order: an escape, code, strong text, an address in brackets, a link or an image, a tag that shows nothing, an
 * entity, emphasis. No part of it is tried twice at one place, so that it takes at most the square of a capped length.
 */
const TOKEN =
  /\\(?<escaped>[!-/:-@[-`{-~])|`(?<code>[^`]+)`|\*\*(?<strong>[^*]+)\*\*|<(?<address>https?:\/\/[^>\s]+)>|!?\[(?<label>[^\]]*)\]\((?<href>[^)\s]*)(?:\s[^)]*)?\)|<\/?(?<tag>span|br)\s*\/?>|&(?<entity>#\d{1,6}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|nbsp);|(?<![\w*])[*_](?<soft>[^*_]+)[*_](?![\w*])/giu;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["nbsp", " "],
]);

/** A line of Markdown as text of a report, which every renderer escapes: what it does not know stays as it was written. */
export function cardText(line: string): Text {
  if (line.length > MOST_CHARACTERS) return piecesOf(line);
  const found: Inline[] = [];
  let from = 0;
  for (const match of line.matchAll(TOKEN)) {
    if (match.index > from) found.push(line.slice(from, match.index));
    found.push(inlineOf(match.groups ?? {}, match[0]));
    from = match.index + match[0].length;
  }
  found.push(line.slice(from));
  return found.flatMap((inline): readonly Inline[] => (typeof inline === "string" ? piecesOf(inline) : [inline]));
}

function piecesOf(text: string): readonly string[] {
  return text.match(PIECES) ?? [];
}

function inlineOf(token: Readonly<Record<string, string | undefined>>, whole: string): Inline {
  const { escaped, code, strong, address, label, href, entity, tag, soft } = token;
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return { kind: "code", text: code };
  if (strong !== undefined) return { kind: "strong", text: cardText(strong) };
  if (address !== undefined) return { kind: "link", href: address, text: address };
  if (href !== undefined) return { kind: "link", href, text: cardText(label?.trim() || href) };
  if (entity !== undefined) return ENTITIES.get(entity.toLowerCase()) ?? characterOf(entity, whole);
  if (tag !== undefined) return "";
  // A report has no emphasis but the strong one.
  return soft ?? whole;
}

function characterOf(entity: string, whole: string): string {
  const code = entity[1]?.toLowerCase() === "x" ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
