import { UserError } from "@airworthy/evidence";
import type { ColumnRequest } from "@airworthy/tables";
import { describe, expect, test } from "vitest";
import { category, number, problem, SCORES, set, WEIGHT } from "./testing/tables.ts";

const GOOD = '{"id":"1","label":"a","score":1}';
const wanted = [category("label"), number("score")];

/** What is said of a line, which is the table's second: as its first row it is read another way, and must be refused as well. */
async function problemOf(line: string, columns: readonly ColumnRequest[] = wanted, good = GOOD): Promise<string> {
  expect(await problem("a.jsonl", line, columns), line.slice(0, 100)).toMatch(/^a\.jsonl(, line 1|:)|accepted/);
  return await problem("a.jsonl", `${good}\n${line}\n${good}\n`, columns);
}

describe("what is wrong with a line of JSON is said with its number", () => {
  const cases: [string, RegExp][] = [
    ["{", /^a\.jsonl, line 2: not JSON/],
    ['{"id":"1","label":NaN,"score":1}', /line 2: not JSON/],
    ['{"id":"1","label":"a","score":1}}', /line 2: not JSON/],
    ['{"id":"1","label":"a","score":01}', /line 2: not JSON/],
    ['{"id":"1","label":"a\u0000","score":1}', /line 2: not JSON/],
    ["[]", /line 2: a list was given; an object such as/],
    ["null", /line 2: null was given/],
    ['{"id":"1","score":1}', /line 2: the column "label" is missing.* The columns given are "id", "score"/],
    ['{"id":"1","lable":"a","score":1}', /line 2: the column "label" is missing; did you mean "lable"/],
    ['{"label":"a","score":1}', /line 2: the column "id" is missing/],
    ['{"id":"","label":"a","score":1}', /line 2: "id" is empty/],
    ['{"id":null,"label":"a","score":1}', /line 2: "id" is null; a text or a number is allowed/],
    ['{"id":true,"label":"a","score":1}', /line 2: "id" is true or false; a text or a number is allowed/],
    ['{"id":12345678901234567890,"label":"a","score":1}', /line 2: "id" is a number of more than 15 digits/],
    [`{"id":"${"x".repeat(1025)}","label":"a","score":1}`, /line 2: an id may have 1024 bytes/],
    ['{"id":"1","label":null,"score":1}', /line 2: "label" is null; a text, a number, true or false is allowed/],
    ['{"id":"1","label":["a"],"score":1}', /line 2: "label" is a list/],
    ['{"id":"1","label":{"b":1},"score":1}', /line 2: "label" is an object/],
    ['{"id":"1","label":"","score":1}', /line 2: "label" is empty/],
    ['{"id":"1","label":1e300,"score":1}', /line 2: "label" is a number of more than 15 digits/],
    [`{"id":"1","label":"${"x".repeat(257)}","score":1}`, /line 2: the values of "label" may have 256 bytes/],
    ['{"id":"1","label":"\\ud800","score":1}', /line 2: "label" holds half a character/],
    ['{"id":"1","label":"a","score":"0.5"}', /line 2: "score" is a text; a finite number is allowed/],
    ['{"id":"1","label":"a","score":null}', /line 2: "score" is null; a finite number/],
    ['{"id":"1","label":"a","score":true}', /line 2: "score" is true or false; a finite number/],
    ['{"id":"1","label":"a","score":[]}', /line 2: "score" is a list; a finite number/],
    ['{"id":"1","label":"a","score":1e999}', /line 2: "score" is a number out of range; a finite number/],
    ['{"id":"1","label":"a","label":"a","score":1}', /line 2: "label" is there twice/],
    ['{"id":"1","\\u006cabel":"a","label":"b","score":1}', /line 2: "label" is there twice/],
    [`{"id":"1","label":"a","score":1,"x":"${"x".repeat(2 ** 20)}"}`, /line 2: a line may have 1048576 bytes/],
    [`{"id":"1","label":"a","score":1,"x":"${"x".repeat(2 ** 22)}"}`, /line 2: a line may have 1048576 bytes/],
  ];
  for (const [line, message] of cases) {
    test(JSON.stringify(line.slice(0, 80)), async () => expect(await problemOf(line)).toMatch(message));
  }
});

test("what is not read may be there twice, nest deep and hold anything", async () => {
  const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
  expect(await problemOf(`{"id":"1","label":"a","score":1,"x":${deep},"x":{"id":1,"id":"\\ud800"},"y":1e999}`)).toBe(
    "accepted",
  );
});

test("a value that nests without end is refused where it is read, and in no one's way where it is not", async () => {
  const line = `{"id":1,"x":${"[".repeat(400_000)}${"]".repeat(400_000)}}`;
  expect(await problem("a.jsonl", line, [])).toBe("accepted");
  expect(await problem("a.jsonl", line, [{ kind: "fingerprint", column: "x" }])).toMatch(/line 1: "x" nests too deep/);
  expect(await problem("a.jsonl", line, [set("x")])).toMatch(/line 1: "x" is a list/);
});

test("scores of classes are finite numbers, the same classes in every row", async () => {
  const row = (rest: string) => `{"id":"1",${rest}}`;
  const good = row('"scores":{"a":1,"b":2}');
  const cases: [string, RegExp][] = [
    [row('"scores":{"a":1}'), /line 2: the column "scores\.b" is missing/],
    [row('"scores":{"a":1,"b":2,"c":3}'), /line 2: "scores\.c" is there, but not in the first row/],
    [row('"scores":{"a":1,"b":2},"scores.c":3'), /line 2: "scores\.c" is there, but not in the first row/],
    [row('"scores":{"a":1,"b":null}'), /line 2: "scores\.b" is null; a finite number/],
    [row('"scores":{"a":1,"b":2,"b":3}'), /line 2: "scores\.b" is there twice/],
    [row('"scores":{"a":1},"scores":{"b":2}'), /line 2: "scores" is there twice/],
    [row('"scores":{"a":1,"b":2},"scores.a":3'), /line 2: "scores\.a" is there twice/],
    [row('"scores":7'), /line 2: "scores" is a number; an object with a number a class/],
    [row('"scores":[1,2]'), /line 2: "scores" is a list; an object/],
    [row('"scores":{}'), /line 2: the column "scores\.a" is missing/],
    ['{"id":"1"}', /line 2: the column "scores\.a" is missing/],
  ];
  for (const [line, message] of cases)
    expect(await problem("a.jsonl", `${good}\n${line}`, [SCORES]), line).toMatch(message);
  expect(await problem("a.csv", "id,scores\n1,2\n", [SCORES])).toMatch(
    /line 1: the column "scores" is not known.*scores\.spam/,
  );
  expect(await problem("a.csv", "id,scores.a\n1,\n", [SCORES])).toMatch(
    /line 2: "scores\.a" is an empty text; a finite number/,
  );
});

test("an optional column is in all rows or in none, and no less than is allowed", async () => {
  const [without, with_] = ['{"id":"1"}', '{"id":"2","weight":1}'];
  expect(await problem("a.jsonl", `${without}\n${with_}`, [WEIGHT])).toMatch(
    /line 2: "weight" is there, but not in the first row/,
  );
  expect(await problem("a.jsonl", `${with_}\n${without}`, [WEIGHT])).toMatch(/line 2: the column "weight" is missing/);
  expect(await problem("a.jsonl", `${with_}\n{"id":"1","weight":-0.5}`, [WEIGHT])).toMatch(
    /line 2: "weight" is a number out of range; a finite number of at least 0 is allowed/,
  );
  expect(await problem("a.csv", "id,weight\n1,1\n2,\n", [WEIGHT])).toMatch(
    /line 3: "weight" is an empty text; a finite number of at least 0/,
  );
});

test("values that were not declared are refused, and the nearest that was is offered", async () => {
  const line = (label: string) => `{"id":"1","label":${label}}`;
  const columns = [category("label", ["spam", "ham"])];
  expect(await problem("a.jsonl", line('"spam"'), columns)).toBe("accepted");
  expect(await problem("a.jsonl", line('"Spam"'), columns)).toMatch(
    /line 1: the label is not one of the declared classes; did you mean "spam"\? Declared are "spam", "ham"/,
  );
  const sets = [set("label", ["spam", "ham"])];
  expect(await problem("a.jsonl", line('["ham","spam"]'), sets)).toBe("accepted");
  expect(await problem("a.jsonl", line('["ham","hem"]'), sets)).toMatch(/the label is not one .* did you mean "ham"/);
  expect(await problem("a.csv", "id,label\n1,ham|eggs\n", sets)).toMatch(/line 2: the label is not one/);
});

test("a set is a list of texts that are not empty", async () => {
  const good = '{"id":1,"label":["a"]}';
  const of = (label: string) => problemOf(`{"id":1,"label":${label}}`, [set("label")], good);
  expect(await of('"a"')).toMatch(/line 2: "label" is a text; a list of texts is allowed/);
  // The very bytes of a list that was read before.
  expect(await of(JSON.stringify('["a"]'))).toMatch(/line 2: "label" is a text/);
  expect(await of('[""]')).toMatch(/line 2: "label" is empty/);
  expect(await of("[null]")).toMatch(/line 2: "label" is null/);
  expect(await of('["\\ud800"]')).toMatch(/line 2: "label" holds half a character/);
  expect(await of(`["${"x".repeat(4096)}"]`)).toMatch(/line 2: the values of "label" may have 4096 bytes/);
  expect(await problem("a.csv", "id,label\n1,a||b\n", [set("label")])).toMatch(/line 2: "label" is empty/);
  expect(await problem("a.csv", `id,label\n1,"['a', 'b']"\n`, [set("label")])).toMatch(/in CSV a list is written a\|b/);
});

test("what a derived number's function throws is said with the line; what is no finite number is refused", async () => {
  const of = ([value]: readonly unknown[]) => {
    if (typeof value === "number") return value * 1e308;
    throw new UserError("a number is needed", { remedy: "Write one." });
  };
  const columns: ColumnRequest[] = [{ kind: "derived", name: "d", from: ["x"], of }];
  expect(await problem("a.jsonl", '{"id":1,"x":1}\n{"id":2,"x":"a"}', columns)).toBe(
    "a.jsonl, line 2: a number is needed Write one.",
  );
  expect(await problem("a.jsonl", '{"id":1,"x":10}', columns)).toMatch(/line 1: "d" comes to Infinity/);
});

test("a column is asked for in one way", async () => {
  const both = [category("label"), number("label")];
  expect(await problem("a.jsonl", GOOD, both)).toBe('the column "label" is asked for as a category and as a number');
  expect(await problem("a.jsonl", GOOD, [category("label"), set("label")])).toMatch(/as a category and as lists/);
  const classes = [category("label", ["a", "b"]), category("label", ["b", "c"]), category("label")];
  expect(await problem("a.jsonl", '{"id":1,"label":"b"}', classes)).toBe("accepted");
  expect(await problem("a.jsonl", '{"id":1,"label":"c"}', classes)).toMatch(/is not one of the declared/);
  expect(await problem("a.csv", "id,scores.a\n1,1\n", [SCORES, number("scores.a")])).toMatch(
    /"scores\.a" is asked for in two ways/,
  );
});

describe("of a row that is refused nothing is told but its columns", () => {
  const SECRET = "jane.doe 4111-1111";
  const text = JSON.stringify(SECRET);
  const asked = [
    category("label", ["spam"]),
    number("score"),
    set("tags"),
    { kind: "fingerprint", column: "x" } as const,
  ];
  const rows: [string, ...string[]] = [
    `${SECRET}`,
    text,
    `{"id":1 ${text}}`,
    `{"id":1,"label":${text.slice(0, -1)}`,
    `{"id":${text} at position 9}`,
    `{"id":1,"label":${text},"score":1,"tags":[],"x":1}`,
    `{"id":1,"label":"spam","score":${text},"tags":[],"x":1}`,
    `{"id":1,"label":"spam","score":1,"tags":${text},"x":1}`,
    `{"id":1,"label":"spam","score":1,"tags":[${text},null],"x":1}`,
    `{"id":1,"label":"spam","score":1,"tags":["${SECRET}\\ud800"],"x":1}`,
    `{"id":"${SECRET}\\ud800","label":"spam","score":1,"tags":[],"x":1}`,
    `{"id":1,"label":"${SECRET.repeat(99)}","score":1,"tags":[],"x":1}`,
    `{"id":1,"label":"spam","score":4111e999,"tags":[],"x":1}`,
  ];
  test.each(rows)("%s", async (row) => {
    const good = '{"id":0,"label":"spam","score":1,"tags":[],"x":1}';
    const told = await problem("a.jsonl", `${good}\n${row}\n`, asked);
    expect(told).toMatch(/^a\.jsonl, line 2: /);
    expect(told).not.toMatch(/jane|doe|4111|1111/);
  });

  test.each([`${SECRET},1,`, `spam,${SECRET},`, `spam,1,"['${SECRET}', 'b']"`, `spam,1,"a""${SECRET}`])(
    "in CSV: %s",
    async (cells) => {
      const told = await problem("a.csv", `id,label,score,tags\n0,${cells}\n`, asked.slice(0, 3));
      expect(told).toMatch(/^a\.csv, line \d: /);
      expect(told).not.toMatch(/jane|doe|4111|1111/);
    },
  );
});

test("where JSON breaks off is said as far as the parser says it without quoting", async () => {
  expect(await problem("a.jsonl", '{"id":1', [])).toMatch(/^a\.jsonl, line 1: not JSON: .* at position 7$/);
  expect(await problem("a.jsonl", '{"id":', [])).toBe("a.jsonl, line 1: not JSON: Unexpected end of JSON input");
  expect(await problem("a.jsonl", '{"id":NaN}', [])).toBe("a.jsonl, line 1: not JSON");
});
