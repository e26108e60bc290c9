import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJsonRow } from "./json-row.ts";
import { JsonScanner } from "./json-scanner.ts";

const WANTED = ["id", "label", "prediction", "site"];

/** The texts by slot as the scanner reads a line, null where it leaves the line to the parser. */
function scanned(scanner: JsonScanner, line: string): string[] | null {
  const bytes = Buffer.from(`${line}\n`);
  if (scanner.scan(bytes, 0) !== bytes.length - 1) return null;
  return WANTED.map((_, slot) => bytes.toString("utf8", scanner.spans[2 * slot], scanner.spans[2 * slot + 1]));
}

/** The texts as the parser reads them, an error's message where it refuses the line. */
function parsed(line: string): string[] | string {
  try {
    return parseJsonRow(line, WANTED);
  } catch (error) {
    return String(error);
  }
}

const space = fc.constantFrom("", "", "", " ", "\t", "\r", "  ");
const value = fc.oneof(
  fc.string().map((text) => JSON.stringify(text)),
  fc.constantFrom(
    `"a"`,
    `"b c"`,
    `""`,
    `"é"`,
    `"\\u0061"`,
    `"\\\\"`,
    `"a\u0001"`,
    "0",
    "-0",
    "7",
    "-7",
    "007",
    "1.50",
    "1e3",
  ),
  fc.constantFrom(
    "1e999",
    "123456789012345",
    "1234567890123456",
    "null",
    "true",
    "[1]",
    `{"a":1}`,
    "NaN",
    ".5",
    "5.",
    "+1",
    "",
  ),
  fc.double().map(String),
);
const key = fc.oneof(
  { arbitrary: fc.constantFrom("id", "label", "prediction", "site"), weight: 8 },
  { arbitrary: fc.constantFrom("score", "scores.a", "scores", "weight", "text", "__proto__", ""), weight: 2 },
  { arbitrary: fc.string(), weight: 1 },
);
const field = fc
  .tuple(space, key, space, space, value, space)
  .map(([a, name, b, c, text, d]) => `${a}${JSON.stringify(name)}${b}:${c}${text}${d}`);
/** Lines in which every wanted column is there, so that many are sound, and lines of any fields. */
const soundValue = fc.oneof(
  { arbitrary: fc.constantFrom(`"a"`, `"b c"`, "0", "-7", "123456789012345"), weight: 20 },
  { arbitrary: value, weight: 1 },
);
const soundLine = fc
  .tuple(
    fc.shuffledSubarray(WANTED, { minLength: WANTED.length }),
    fc.array(soundValue, { minLength: 4, maxLength: 4 }),
    fc.array(field, { maxLength: 1 }),
    space,
  )
  .map(
    ([keys, values, extra, gap]) =>
      `${gap}{${[...keys.map((name, index) => `"${name}"${gap}:${gap}${values[index]}`), ...extra].join(`${gap},`)}}${gap}`,
  );
const anyLine = fc
  .tuple(
    fc.array(field, { maxLength: 6 }),
    fc.constantFrom("{", "", "[", "{{"),
    fc.constantFrom("}", "", "},", "}}", "} x"),
  )
  .map(([fields, open, close]) => `${open}${fields.join(",")}${close}`);
/** Line feeds end a line, so that none is within. */
const line = fc.oneof(soundLine, anyLine, fc.string()).map((text) => text.replaceAll("\n", " "));

test("what the scanner accepts the parser accepts, with the same texts", () => {
  const scanner = new JsonScanner(WANTED);
  let accepted = 0;
  fc.assert(
    fc.property(line, (text) => {
      const fast = scanned(scanner, text);
      if (fast === null) return;
      accepted++;
      expect(parsed(text)).toEqual(fast);
    }),
    { numRuns: 5000 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test("the scanner reads the common line itself, whatever its spacing and further columns", () => {
  const scanner = new JsonScanner(WANTED);
  const expected = ["row 1", "-1", "b", "x"];
  for (const text of [
    `{"id":"row 1","label":-1,"prediction":"b","site":"x"}`,
    `{"id": "row 1", "label": "-1", "prediction": "b", "site": "x", "score": 0.25, "scores.b": -3, "text": "any", "n": 12.5}\r`,
    ` { "site" : "x" , "prediction" : "b" , "label" : -1 , "id" : "row 1" } `,
  ]) {
    expect(scanned(scanner, text), text).toEqual(expected);
  }
});

test("the scanner leaves to the parser whatever is rare, doubtful or wrong", () => {
  const scanner = new JsonScanner(WANTED);
  const row = (rest: string) => `{"id":"1","label":"a","prediction":"b","site":"x"${rest}}`;
  for (const text of [
    row(`,"weight":1`),
    row(`,"scores":{"a":1}`),
    row(`,"score":"1"`),
    row(`,"score":1e9`),
    row(`,"id":"2"`),
    row(`,"text":"\\n"`),
    row(`,"text":"é"`),
    row(`,"n":null`),
    row(","),
    `${row("")}}`,
    row("").slice(0, -1),
    row("").replace(`"1"`, `""`),
    row("").replace(`"1"`, "1234567890123456"),
    row("").replace(`"1"`, "-0"),
    row("").replace(`"1"`, "01"),
    row("").replace(`,"site":"x"`, ""),
    "",
    "{}",
  ]) {
    expect(scanned(scanner, text), text).toBeNull();
  }
});
