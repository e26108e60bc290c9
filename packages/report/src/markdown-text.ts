import type { Inline, Text } from "./block.ts";
import { escapeShown, keepEdges } from "./escape-markdown.ts";
import { safeHref } from "./href.ts";
import { MARK_SIGNS } from "./mark.ts";
import { inlinesOf, plainText } from "./text.ts";
import { capText, makeVisible } from "./visible.ts";

/** Where the line goes: Markdown, or raw HTML inside Markdown (a fold's summary), where only tags work. */
export type Surface = "markdown" | "html";

/** Code that reads the same between backticks, in a table cell too, and holds nothing like the start of a comment. */
const PLAIN_CODE = /^[^\s`|\\<>&$](?:[^`|\\<>&$\r\n]*[^\s`|\\<>&$])?$/u;

/** Markdown's asterisks make strong text only beside letters and digits, whatever surrounds them. */
const STRONG_CONTENT = /^[\p{L}\p{N}](?:.*[\p{L}\p{N}])?$/su;

/** One line of text as Markdown or as HTML; everything untrusted in it is escaped. */
export function markdownText(text: Text, surface: Surface): string {
  return keepEdges(markdownPart(text, surface));
}

function markdownPart(text: Text, surface: Surface): string {
  let line = "";
  for (const inline of inlinesOf(text)) line += markdownInline(inline, surface, line.at(-1));
  return line;
}

function markdownInline(inline: Inline, surface: Surface, before: string | undefined): string {
  if (typeof inline === "string") return escapeShown(makeVisible(inline));
  switch (inline.kind) {
    case "strong": {
      const text = markdownPart(inline.text, surface);
      const starred = surface === "markdown" && before !== "*" && STRONG_CONTENT.test(text);
      return starred ? `**${text}**` : `<strong>${text}</strong>`;
    }
    case "soft":
      return `<sub>${markdownPart(inline.text, surface)}</sub>`;
    case "code": {
      const text = makeVisible(capText(inline.text));
      const ticked = surface === "markdown" && before !== "`" && PLAIN_CODE.test(text);
      return ticked ? `\`${text}\`` : `<code>${escapeShown(text)}</code>`;
    }
    case "mark":
      return MARK_SIGNS[inline.mark];
    case "link":
      return markdownLink(inline.href, plainText(inline.text), markdownPart(inline.text, surface), surface);
  }
}

/** A link inside a link is no link: its text is shown. */
function markdownLink(href: string, plain: string, text: string, surface: Surface): string {
  const target = safeHref(href)?.replaceAll("&", "&amp;");
  if (target === undefined || plain === "") return text;
  const flat = /<a |\]\(/.test(text) ? escapeShown(makeVisible(plain)) : text;
  return surface === "markdown" ? `[${flat}](${target})` : `<a href="${target}">${flat}</a>`;
}
