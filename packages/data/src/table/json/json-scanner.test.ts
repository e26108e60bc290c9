import { UserError } from "@airworthy/evidence";
import type { ColumnRequest } from "@airworthy/tables";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CellWriter } from "../cell-writer.ts";
import { Cells } from "../cells.ts";
import { Layout } from "../layout.ts";
import { category, number, SCORES, WEIGHT } from "../testing/tables.ts";
import { checkColumns, parseJsonRow } from "./json-row.ts";
import { JsonScanner } from "./json-scanner.ts";

const PREFIXES = new Set(["scores"]);
const REQUESTS: ColumnRequest[] = [category("label"), number("n"), SCORES, WEIGHT];
const COLUMNS = ["id", "label", "n", "scores.a", "scores.b"];
const layout = new Layout(REQUESTS, new Set(COLUMNS), (count) => 2 * count);

/** The values by slot as the scanner finds them, null where it leaves the line to the parser. */
function scanned(scanner: JsonScanner, cells: Cells, line: string): unknown[] | null {
  // What lies behind the line is of no account.
  const bytes = Buffer.from(`}${line}\n{"id":"`);
  const end = 1 + Buffer.byteLength(line);
  return scanner.scan(bytes, 1) === end ? COLUMNS.map((_, slot) => cells.value(slot)) : null;
}

/** The values as the parser reads them, an error's message where it refuses the line. */
function parsed(line: string): unknown[] | string {
  try {
    const row = parseJsonRow(line, PREFIXES);
    checkColumns(row, layout, PREFIXES);
    const cells = new Cells(COLUMNS.length);
    const writer = new CellWriter();
    writer.start(cells);
    for (const [slot, column] of COLUMNS.entries()) writer.write(cells, slot, column, row.values.get(column));
    return COLUMNS.map((_, slot) => cells.value(slot));
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function newScanner(): [JsonScanner, Cells] {
  const cells = new Cells(COLUMNS.length);
  return [new JsonScanner(layout, PREFIXES, cells), cells];
}

const space = fc.constantFrom("", "", "", " ", "\t", "\r", "  ");
const WRITTEN = [
  '"a"',
  '"b c"',
  '""',
  '"é"',
  '"\\u0061"',
  '"\\\\"',
  '"\\x"',
  '"\\u00g0"',
  '"a\u0001"',
  '"\\ud800"',
  "0",
  "-0",
  "7",
  "-7",
];
const ODD = [
  "007",
  "1.50",
  "1e3",
  "1E+2",
  "1e",
  "1.",
  ".5",
  "+1",
  "-",
  "NaN",
  "1e999",
  "null",
  "true",
  "fals",
  "",
  "[",
  "[1,]",
  "[1]",
];
const INNER = [
  '{"a":1}',
  '{"a":1,"b":2}',
  '{"a":1,"a":2}',
  '{"b":[{"c":null}, "\\n"],"a":0.5}',
  "{}",
  "[]",
  '[{}, [ ], "x"]',
  "{,}",
];
const value = fc.oneof(
  fc.string().map((text) => JSON.stringify(text)),
  fc.constantFrom(...WRITTEN),
  fc.constantFrom(...ODD),
  fc.constantFrom(...INNER),
  fc.jsonValue().map((json) => JSON.stringify(json)),
  fc.double().map(String),
);
const key = fc.oneof(
  { arbitrary: fc.constantFrom(...COLUMNS, "scores"), weight: 8 },
  { arbitrary: fc.constantFrom("weight", "scores.c", "text", "__proto__", "", "é"), weight: 2 },
  { arbitrary: fc.string(), weight: 1 },
);
const field = fc
  .tuple(space, key, space, space, value, space)
  .map(([a, name, b, c, text, d]) => `${a}${JSON.stringify(name)}${b}:${c}${text}${d}`);
/** Lines in which every column is there, so that many are sound, and lines of any fields. */
const soundLine = fc
  .tuple(
    fc.constantFrom(["scores.a", "scores.b"], ["scores"]).chain((scores) => {
      const names = ["id", "label", "n", ...scores];
      return fc.shuffledSubarray(names, { minLength: names.length });
    }),
    fc.array(value, { minLength: 5, maxLength: 5 }),
    fc.array(field, { maxLength: 1 }),
    space,
  )
  .map(([names, values, extra, gap]) => {
    const fields = names.map((name, index) => {
      const written = name === "scores" ? `{"b":${gap}${values[3]}, "a":1}` : values[index];
      return `"${name}"${gap}:${gap}${written}`;
    });
    return `${gap}{${[...fields, ...extra].join(`${gap},`)}}${gap}`;
  });
const anyLine = fc
  .tuple(
    fc.array(field, { maxLength: 6 }),
    fc.constantFrom("{", "", "[", "{{"),
    fc.constantFrom("}", "", "},", "}}", "} x"),
  )
  .map(([fields, open, close]) => `${open}${fields.join(",")}${close}`);
/** Line feeds end a line, so that none is within; bytes that are no UTF-8 were refused before. */
const line = fc
  .oneof({ arbitrary: soundLine, weight: 3 }, anyLine, fc.string())
  .map((text) => text.replaceAll("\n", " ").toWellFormed());

test("what the scanner accepts the parser accepts, with the same values", () => {
  const [scanner, cells] = newScanner();
  let accepted = 0;
  fc.assert(
    fc.property(line, (text) => {
      const fast = scanned(scanner, cells, text);
      if (fast === null) return;
      accepted++;
      expect(parsed(text)).toEqual(fast);
    }),
    { numRuns: 10_000 },
  );
  expect(accepted).toBeGreaterThan(1000);
});

test("the scanner reads the common line itself, whatever its spacing and further columns", () => {
  const [scanner, cells] = newScanner();
  const expected = ["row é", -1.5e-7, true, 0.25, [1, { x: null }]];
  for (const text of [
    '{"id":"row é","label":-1.5e-7,"n":true,"scores":{"a":0.25,"b":[1,{"x":null}]}}',
    '{"id": "row é", "label": -1.5e-7, "n": true, "scores.a": 0.25, "scores.b": [1, {"x": null}], "text": "a \\"\\u00e9\\" 😀"}\r',
    ' { "text": {"id": [ ] , "é":{ } }, "scores" : { "b":[1,{"x":null}] , "a":0.25 } , "n" : true , "label":-15e-8, "id":"row é" } ',
  ]) {
    expect(scanned(scanner, cells, text), text).toEqual(expected);
  }
});

test("the scanner leaves to the parser whatever is rare, doubtful or wrong", () => {
  const [scanner, cells] = newScanner();
  const row = (rest: string) => `{"id":"1","label":"a","n":1,"scores":{"a":1,"b":2}${rest}}`;
  expect(scanned(scanner, cells, row(""))).not.toBeNull();
  for (const text of [
    row(',"weight":1'),
    row(',"scores.c":1'),
    row(',"scores":{}'),
    row(',"id":"2"'),
    row(',"x":"\\x"'),
    row(`,"x":${"[".repeat(40)}${"]".repeat(40)}`),
    row(","),
    `${row("")}}`,
    row("").slice(0, -1),
    row("").replace('"1"', '"\\u0031"'),
    row("").replace('"id"', '"i\\u0064"'),
    row("").replace('"1"', "01"),
    row("").replace('"n":1,', ""),
    row("").replace(',"b":2', ""),
    "",
    "{}",
  ]) {
    expect(scanned(scanner, cells, text), text).toBeNull();
  }
});
