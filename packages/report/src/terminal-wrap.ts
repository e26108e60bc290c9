import { charactersOf, displayWidth } from "./display-width.ts";
import { type Span, spansWidth } from "./terminal-text.ts";

/** Breaks spans into lines of at most `width` columns: at spaces where it can, inside a longer word where it must. */
export function wrapSpans(spans: readonly Span[], width: number): readonly (readonly Span[])[] {
  // Most lines need no breaking.
  if (spansWidth(spans) <= width) return [trimEnd(spans)];
  const lines: Span[][] = [[]];
  let used = 0;
  for (const word of spans.flatMap((span) => wordsOf(span, width))) {
    const wordWidth = displayWidth(word.text.trimEnd());
    if (used > 0 && used + wordWidth > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(word);
    used += displayWidth(word.text);
  }
  return lines.map(trimEnd);
}

/** Words with the spaces that follow them; one wider than a whole line comes in pieces. */
function wordsOf(span: Span, width: number): readonly Span[] {
  const words = span.text.match(/[^ ]+ *|^ +/g) ?? [];
  return words.flatMap((word) => piecesOf(word, width)).map((text) => ({ text, styles: span.styles }));
}

function piecesOf(word: string, width: number): readonly string[] {
  if (displayWidth(word.trimEnd()) <= width) return [word];
  const pieces = [""];
  let used = 0;
  for (const character of charactersOf(word)) {
    const size = displayWidth(character);
    if (used > 0 && used + size > width) {
      pieces.push("");
      used = 0;
    }
    pieces[pieces.length - 1] += character;
    used += size;
  }
  return pieces;
}

function trimEnd(line: readonly Span[]): readonly Span[] {
  return line.map((span, index) => (index === line.length - 1 ? { ...span, text: span.text.trimEnd() } : span));
}
