import { UserError } from "@airworthy/evidence";
import { countJsonKeys, jsonKeys } from "../json-keys.ts";
import { checkDepth, parseObject } from "../json-object.ts";
import { atLine } from "../place.ts";
import { shown } from "../shown.ts";
import { MAX_COLUMNS, MAX_ROW_BYTES, ROWS_IN_CHUNK, type Row } from "./row.ts";
import { textLines } from "./text-lines.ts";

/** The rows of JSON Lines, an object a line; blank lines are none. Throws a UserError that names the file and line. */
export async function* jsonRows(name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Row[]> {
  for await (const { first, texts } of textLines(name, bytes, MAX_ROW_BYTES)) {
    for (let start = 0; start < texts.length; start += ROWS_IN_CHUNK) {
      yield rowsOf(texts.slice(start, start + ROWS_IN_CHUNK), first + start, name);
    }
  }
}

function rowsOf(texts: readonly string[], first: number, name: string): Row[] {
  const rows: Row[] = [];
  for (const [index, text] of texts.entries()) {
    if (text.trim() === "") continue;
    try {
      rows.push({ line: first + index, values: valuesOf(text) });
    } catch (error) {
      throw atLine(name, first + index, error);
    }
  }
  return rows;
}

function valuesOf(text: string): Map<string, unknown> {
  checkDepth(text);
  const values = new Map<string, unknown>(Object.entries(parseObject(text, '{"id": "1", "text": "a"}')));
  if (values.size > MAX_COLUMNS) {
    throw new UserError(`a row may have ${MAX_COLUMNS} columns; this one has ${values.size}`);
  }
  if (countJsonKeys(text) > values.size) throw new UserError(`${shown(repeated(jsonKeys(text)))} is there twice`);
  return values;
}

function repeated(keys: readonly string[]): string {
  const seen = new Set<string>();
  return keys.find((key) => seen.size === seen.add(key).size) ?? "";
}
