import type { Inline, Mark, Text } from "./block.ts";
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

const NO_STYLES: readonly Style[] = [];

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
export function spansOf(text: Text, styles: readonly Style[] = NO_STYLES): readonly Span[] {
  if (typeof text === "string") return [{ text: makeVisible(capText(text)), styles }];
  const spans: Span[] = [];
  for (const inline of inlinesOf(text)) addSpans(spans, inline, styles);
  return spans;
}

export function paint(spans: readonly Span[], color: boolean): string {
  let line = "";
  for (const span of spans) line += color ? paintSpan(span) : span.text;
  return line;
}

function addSpans(spans: Span[], inline: Inline, styles: readonly Style[]): void {
  if (typeof inline === "string") {
    spans.push({ text: makeVisible(inline), styles });
    return;
  }
  switch (inline.kind) {
    case "strong":
    case "soft":
      spans.push(...spansOf(inline.text, [...styles, inline.kind]));
      return;
    case "code":
      spans.push({ text: makeVisible(capText(inline.text)), styles: [...styles, "code"] });
      return;
    case "mark":
      spans.push({ text: MARK_SIGNS[inline.mark], styles: [...styles, inline.mark] });
      return;
    case "link": {
      const href = safeHref(inline.href);
      spans.push(...spansOf(inline.text, styles));
      if (href !== null) spans.push({ text: ` (${href})`, styles: [...styles, "soft"] });
    }
  }
}

function paintSpan({ text, styles }: Span): string {
  if (styles.length === 0 || text === "") return text;
  let codes = "";
  for (const style of styles) codes += codes === "" ? CODES[style] : `;${CODES[style]}`;
  return `\u001b[${codes}m${text}\u001b[0m`;
}
