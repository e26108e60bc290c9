import { charactersOf, displayWidth, isNarrow } from "./display-width.ts";
import type { Span } from "./terminal-text.ts";

/** A line of visible text and the columns that it takes, measured once. */
export interface Line {
  readonly spans: readonly Span[];
  readonly width: number;
}

/** Spans as one line, without the spaces at its end. */
export function lineOf(spans: readonly Span[]): Line {
  const shown = trimEnd(spans);
  return { spans: shown, width: displayWidth(textOf(shown)) };
}

/** Breaks a line into lines of at most `width` columns: at spaces where it can, inside a longer word where it must. */
export function wrapLine(line: Line, width: number): readonly Line[] {
  // Most lines need no breaking.
  if (line.width <= width) return [line];
  return cutAt(lineEnds(textOf(line.spans), width), line.spans).map(lineOf);
}

/** Where each line of a text ends, with the spaces after it. */
function lineEnds(text: string, width: number): readonly number[] {
  const reach = reachIn(text, width);
  const ends: number[] = [];
  let from = 0;
  for (let to = reach(from); to < text.length; to = reach(from)) {
    const space = text.slice(from, to + 1).lastIndexOf(" ");
    from = space > 0 ? from + space + 1 : to;
    while (text[from] === " ") from += 1;
    ends.push(from);
  }
  return [...ends, text.length];
}

/** How far a line goes that starts at a place, one character at least. */
function reachIn(text: string, width: number): (from: number) => number {
  if (isNarrow(text)) return (from) => Math.min(text.length, from + width);
  // A character's columns stand at its first code unit.
  const columns: number[] = [];
  for (const character of charactersOf(text)) {
    columns.push(displayWidth(character), ...Array.from({ length: character.length - 1 }, () => 0));
  }
  return (from) => {
    let to = from;
    let used = 0;
    do {
      used += columns[to] ?? 0;
      to += 1;
    } while (to < text.length && (columns[to] === 0 || used + (columns[to] ?? 0) <= width));
    return to;
  };
}

/** The spans of each line. */
function cutAt(ends: readonly number[], spans: readonly Span[]): readonly (readonly Span[])[] {
  const lines = ends.map((): Span[] => []);
  let line = 0;
  let start = 0;
  for (const { text, styles } of spans) {
    for (let from = 0; from < text.length; ) {
      const left = (ends[line] ?? Number.POSITIVE_INFINITY) - start - from;
      const part = text.slice(from, from + left);
      lines[line]?.push({ text: part, styles });
      from += part.length;
      if (part.length === left) line += 1;
    }
    start += text.length;
  }
  return lines;
}

function trimEnd(spans: readonly Span[]): readonly Span[] {
  const at = spans.findLastIndex(({ text }) => text.trimEnd() !== "");
  const last = spans[at];
  if (last === undefined) return [];
  const text = last.text.trimEnd();
  const isTrimmed = at === spans.length - 1 && text === last.text;
  return isTrimmed ? spans : [...spans.slice(0, at), { ...last, text }];
}

function textOf(spans: readonly Span[]): string {
  let text = "";
  for (const span of spans) text += span.text;
  return text;
}
