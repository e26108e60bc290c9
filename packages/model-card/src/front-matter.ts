import { isDeepStrictEqual } from "node:util";
import { readYaml, UserError } from "@airworthy/evidence";
import { isMap, isNode, isScalar, parseDocument } from "yaml";
import { type YamlValue, yamlEntry } from "./yaml-text.ts";

/** A card's text in three: up to the first line of the front matter, that, and the rest. */
export interface SplitCard {
  readonly before: string;
  /** Without the lines of three dashes; null where there is none. */
  readonly body: string | null;
  /** From the closing dashes on. */
  readonly after: string;
}

/** A key's new value; undefined takes the key out. */
export type Renewal = readonly [key: string, value: YamlValue | undefined];

/** As many aliases as people write by hand. */
const ALIASES = 100;

const OPENING = /^\uFEFF?\s*---[ \t]*\r?\n/;
const CLOSING = /(?:^|\n)(?=---[ \t]*(?:\r?\n|$))/;

/** Finds the front matter as Hugging Face's own library does: between lines of three dashes, the first of them first. */
export function splitCard(text: string): SplitCard {
  const before = OPENING.exec(text)?.[0];
  if (before !== undefined) {
    const rest = text.slice(before.length);
    const closing = CLOSING.exec(rest);
    if (closing !== null) {
      const end = closing.index + closing[0].length;
      return { before, body: rest.slice(0, end), after: rest.slice(end) };
    }
  }
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  return { before: mark, body: null, after: text.slice(mark.length) };
}

/** The fields of front matter by their keys. Throws a UserError with the line, as the whole file counts, for anything else. */
export function readFrontMatter({ before, body }: SplitCard, where: string): ReadonlyMap<string, unknown> {
  if (body === null) return new Map();
  // As many lines before it as there are in the file, so that the parser counts as an editor does.
  const { value } = readYaml("\n".repeat(before.split("\n").length - 1) + body, where, { aliases: ALIASES });
  if (value === null || value === undefined) return new Map();
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new UserError(`${where}: the front matter holds no fields; such as "license: mit" were expected`);
  }
  return new Map<string, unknown>(Object.entries(value));
}

/**
 * Front matter with some keys renewed where they stand, or put behind the others. A key whose value is as it should be
 * already, and every other key, keeps every byte. `lineEnd` ends the lines that are written. Throws a UserError where
 * that cannot be done: one line of braces, or an alias of what is renewed.
 */
export function renewFrontMatter(
  card: SplitCard,
  renewals: readonly Renewal[],
  lineEnd: string,
  where: string,
): string {
  const old = readFrontMatter(card, where);
  let body = card.body ?? "";
  const wanted = new Map(old);
  for (const [key, value] of renewals) {
    const entry = value === undefined ? "" : yamlEntry(key, value);
    const parsed = entry === "" ? undefined : ownValue(readYaml(entry, where).value, key);
    if (isDeepStrictEqual(old.get(key), parsed)) continue;
    if (parsed === undefined) wanted.delete(key);
    else wanted.set(key, parsed);
    body = replaceEntry(body, key, entry.replaceAll("\n", lineEnd), where);
  }
  const renewed = readFrontMatter({ ...card, body }, where);
  if (!isDeepStrictEqual(Object.fromEntries(renewed), Object.fromEntries(wanted))) {
    throw new UserError(`${where}: the front matter cannot be renewed without changing what else it says`, {
      remedy: "Write each key of it on its own line, without anchors and aliases.",
    });
  }
  return body;
}

function ownValue(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** A key's lines are those from its own to the next key's, without blank lines and comments that stand before that. */
function replaceEntry(body: string, key: string, entry: string, where: string): string {
  const { contents } = parseDocument(body, { version: "1.2", schema: "core" });
  if (isMap(contents) && contents.flow === true) {
    throw new UserError(`${where}: the front matter is written in braces; each key on its own line is needed`);
  }
  const starts = isMap(contents)
    ? contents.items.map((pair) => ({
        name: isScalar(pair.key) ? pair.key.value : undefined,
        at: isNode(pair.key) && pair.key.range ? body.lastIndexOf("\n", pair.key.range[0] - 1) + 1 : body.length,
      }))
    : [];
  const index = starts.findIndex(({ name }) => name === key);
  const start = starts[index];
  if (start === undefined) return withLineEnd(body, entry) + entry;
  const span = body.slice(start.at, starts[index + 1]?.at ?? body.length);
  return body.slice(0, start.at) + entry + trailingLines(span) + body.slice(start.at + span.length);
}

/** The blank lines and comments at the end of a key's lines; never its first. */
function trailingLines(span: string): string {
  const lines = span.split(/(?<=\n)/);
  let from = lines.length;
  while (from > 1 && /^(?:[ \t]*|#.*)\r?\n$/.test(lines[from - 1] ?? "")) from -= 1;
  return lines.slice(from).join("");
}

/** What is put behind a last line that nothing ends needs that end. */
function withLineEnd(body: string, entry: string): string {
  if (body === "" || body.endsWith("\n")) return body;
  return body + (entry.endsWith("\r\n") ? "\r\n" : "\n");
}
