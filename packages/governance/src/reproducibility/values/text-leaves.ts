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
  const token = new RegExp(`(?:"([^"]*(?:""[^"]*)*)"\\r?|([^${separator}\\n]*))(${separator}|\\n|$)`, "gy");
  let fields: string[] = [];
  let line = 1;
  let start = 1;
  for (const [whole, quoted, plain = "", end = ""] of text.replace(/^\ufeff/, "").matchAll(token)) {
    fields.push(quoted === undefined ? plain.replace(/\r$/, "") : quoted.replaceAll('""', '"'));
    // Only within quotes does a field hold line ends of its own.
    if (quoted !== undefined) line += whole.split("\n").length - 1;
    else if (end === "\n") line++;
    if (end === separator) continue;
    if (fields.length > 1 || fields[0] !== "" || end !== "") yield { line: start, fields };
    fields = [];
    start = line;
    if (end === "") return;
  }
}
