import type { Inline, Mark, Text } from "./block.ts";
import { displayWidth } from "./display-width.ts";
import { safeHref } from "./href.ts";
import { MARK_SIGNS } from "./mark.ts";
import { inlinesOf } from "./text.ts";
import { capText, makeVisible } from "./visible.ts";

/** How text looks where colour is allowed; where it is not, the words and signs say the same. */
export type Style = "strong" | "soft" | "code" | Mark;

/** Visible text of one style. Nothing untrusted is in it that a terminal would act on. */
export interface Span {
  readonly text: string;
  readonly styles: readonly Style[];
}

/** ECMA-48, Select Graphic Rendition. */
const CODES: Readonly<Record<Style, number>> = {
  strong: 1,
  soft: 2,
  code: 36,
  bad: 31,
  watch: 33,
  unknown: 35,
  good: 32,
  same: 2,
};

/** One line of text as spans: controls and escapes in untrusted text are shown by name, a link is followed by its address. */
export function spansOf(text: Text, styles: readonly Style[] = []): readonly Span[] {
  return inlinesOf(text).flatMap((inline) => inlineSpans(inline, styles));
}

export function spansWidth(spans: readonly Span[]): number {
  return spans.reduce((width, span) => width + displayWidth(span.text), 0);
}

export function paint(spans: readonly Span[], color: boolean): string {
  return spans.map((span) => (color ? paintSpan(span) : span.text)).join("");
}

function inlineSpans(inline: Inline, styles: readonly Style[]): readonly Span[] {
  if (typeof inline === "string") return [{ text: makeVisible(inline), styles }];
  switch (inline.kind) {
    case "strong":
    case "soft":
      return spansOf(inline.text, [...styles, inline.kind]);
    case "code":
      return [{ text: makeVisible(capText(inline.text)), styles: [...styles, "code"] }];
    case "mark":
      return [{ text: MARK_SIGNS[inline.mark], styles: [...styles, inline.mark] }];
    case "link": {
      const href = safeHref(inline.href);
      const address: Span[] = href === null ? [] : [{ text: ` (${href})`, styles: [...styles, "soft"] }];
      return [...spansOf(inline.text, styles), ...address];
    }
  }
}

function paintSpan(span: Span): string {
  if (span.styles.length === 0 || span.text === "") return span.text;
  return `\u001b[${span.styles.map((style) => CODES[style]).join(";")}m${span.text}\u001b[0m`;
}
