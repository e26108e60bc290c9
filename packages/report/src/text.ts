import type { Inline, Text } from "./block.ts";
import { MARK_SIGNS } from "./mark.ts";
import { capText } from "./visible.ts";

/**
 * A line's pieces, each string capped and neighbouring strings made one: an escaper then sees "@" and "team" as what
 * they become side by side.
 */
export function inlinesOf(text: Text): readonly Inline[] {
  if (isInline(text)) return [typeof text === "string" ? capText(text) : text];
  const joined: Inline[] = [];
  for (const inline of text) {
    const last = joined.at(-1);
    if (typeof inline !== "string") joined.push(inline);
    else if (typeof last === "string") joined[joined.length - 1] = last + capText(inline);
    else joined.push(capText(inline));
  }
  return joined;
}

/** The line without any markup. Untrusted still: not escaped for any surface. */
export function plainText(text: Text): string {
  return inlinesOf(text).map(plainInline).join("");
}

function isInline(text: Text): text is Inline {
  return typeof text === "string" || "kind" in text;
}

function plainInline(inline: Inline): string {
  if (typeof inline === "string") return inline;
  if (inline.kind === "mark") return MARK_SIGNS[inline.mark];
  return inline.kind === "code" ? capText(inline.text) : plainText(inline.text);
}
