import { isNumberText, type Leaf } from "./leaf.ts";

/** A number as programs print it, not within a word or another number such as an address or a date. */
const NUMBER = /(?<![\w.:/+-])[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w:/+-]|\.\w)/g;

/** The lines of a text, each taken apart into its numbers and what stands between them. */
export function* textLeaves(text: string): Generator<Leaf> {
  let number = 0;
  for (const line of text.split("\n")) {
    number++;
    yield* lineLeaves(line, `line ${number}`);
  }
}

function* lineLeaves(line: string, place: string): Generator<Leaf> {
  let at = 0;
  for (const { 0: found, index } of line.matchAll(NUMBER)) {
    if (index > at) yield { place, text: line.slice(at, index), isNumber: false };
    yield { place, text: found, isNumber: true };
    at = index + found.length;
  }
  // A line without anything is a value too, or a line more would not be seen.
  if (at < line.length || at === 0) yield { place, text: line.slice(at), isNumber: false };
}

/** Fields of a line that a comma (or a tab) keeps apart, as RFC 4180 has them, quotes and line ends within quotes included. */
export function* tableLeaves(text: string, separator: "," | "\t"): Generator<Leaf> {
  let titles: readonly string[] | null = null;
  for (const { line, fields } of records(text, separator)) {
    titles ??= fields;
    for (const [index, field] of fields.entries()) {
      const title = line === 1 ? `${index + 1}` : (titles[index] ?? `${index + 1}`);
      const trimmed = field.trim();
      const isNumber = isNumberText(trimmed);
      yield { place: `line ${line}, column ${title}`, text: isNumber ? trimmed : field, isNumber };
    }
  }
}

function* records(text: string, separator: string): Generator<{ line: number; fields: string[] }> {
  let fields: string[] = [];
  let line = 1;
  let start = 1;
  for (let at = text.startsWith("\ufeff") ? 1 : 0; ; ) {
    const { value, end, lines } = fieldInQuotes(text, at, separator) ?? plainField(text, at, separator);
    fields.push(value);
    line += lines;
    at = end + 1;
    if (text[end] === separator) continue;
    const isAtEnd = end >= text.length;
    if (fields.length > 1 || fields[0] !== "" || !isAtEnd) yield { line: start, fields };
    if (isAtEnd) return;
    fields = [];
    line++;
    start = line;
  }
}

interface Field {
  readonly value: string;
  /** Where what ends it is: a separator, a line feed or nothing. */
  readonly end: number;
  /** How many line ends it holds. */
  readonly lines: number;
}

/** The field in quotes that begins at a place; null where there is none, or its quotes are not closed where it ends. */
function fieldInQuotes(text: string, at: number, separator: string): Field | null {
  if (text[at] !== '"') return null;
  let close = text.indexOf('"', at + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close < 0) return null;
  const end = text[close + 1] === "\r" ? close + 2 : close + 1;
  if (end < text.length && text[end] !== separator && text[end] !== "\n") return null;
  const value = text.slice(at + 1, close).replaceAll('""', '"');
  return { value, end, lines: value.split("\n").length - 1 };
}

function plainField(text: string, at: number, separator: string): Field {
  let end = at;
  while (end < text.length && text[end] !== separator && text[end] !== "\n") end++;
  return { value: text.slice(at, end).replace(/\r$/, ""), end, lines: 0 };
}
