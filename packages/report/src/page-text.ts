import type { Inline, Text } from "./block.ts";
import { safeHref } from "./href.ts";
import { MARK_SIGNS, MARK_WORDS } from "./mark.ts";
import { inlinesOf, plainText } from "./text.ts";
import { capText, makeVisible } from "./visible.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML shows it, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** One line of text as HTML. */
export function htmlText(text: Text): string {
  return inlinesOf(text).map(htmlInline).join("");
}

/** One line of text for an attribute or a title: no markup, nothing unseen. */
export function attributeText(text: Text): string {
  return escapeHtml(makeVisible(capText(plainText(text))));
}

function htmlInline(inline: Inline): string {
  if (typeof inline === "string") return escapeHtml(makeVisible(inline));
  switch (inline.kind) {
    case "strong":
      return `<strong>${htmlText(inline.text)}</strong>`;
    case "soft":
      return `<small>${htmlText(inline.text)}</small>`;
    case "code":
      return `<code>${escapeHtml(makeVisible(capText(inline.text)))}</code>`;
    case "mark":
      return `<span class="mark ${inline.mark}" role="img" aria-label="${MARK_WORDS[inline.mark]}">${MARK_SIGNS[inline.mark]}</span>`;
    case "link": {
      const href = safeHref(inline.href);
      const text = htmlText(inline.text);
      return href === null || text.includes("<a ") ? text : `<a href="${escapeHtml(href)}">${text}</a>`;
    }
  }
}
