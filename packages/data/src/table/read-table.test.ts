import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { ColumnRequest } from "@airworthy/tables";
import { describe, expect, test } from "vitest";
import { category, columnsOf, idsOf, number, read, SCORES, set, WEIGHT } from "./testing/tables.ts";

const columns = [category("label"), number("score"), category("site"), WEIGHT, SCORES];
const expected = {
  id: ["1", "é 2", "x"],
  label: ["cat", "dog", "cat"],
  score: [0.5, -1e-3, 1e21],
  site: ["x", 'y, "z"', "\n"],
  weight: [0, 1, 2.5],
  "scores.cat": [0.1, 0.2, 0.3],
  "scores.dog": [0.9, 0.8, 0.7],
};
const json = `{"id":1,"label":"cat","score":0.5,"site":"x","weight":0,"scores":{"cat":0.1,"dog":0.9}}
{"id":"é 2","label":"dog","score":-1e-3,"site":"y, \\"z\\"","weight":1,"scores.dog":0.8,"scores.cat":0.2}
 {"weight":2.5, "id" : "x", "scores": {"dog": 0.7, "cat": 0.3}, "label":"cat", "score":1e21,"site":"\\n","n":[{"id":1}]}`;
const csv = `id,label,score,site,weight,scores.cat,scores.dog,n
1,cat,0.5,x,0,0.1,.9,
é 2,dog,-1e-3,"y, ""z""",1,0.2,+0.8,
"x","cat",1E21,"
",2.5,0.3,0.70000000000000000000000,"
"`;

describe("the same rows are the same table", () => {
  const cases: [string, string, string | Uint8Array][] = [
    ["JSON Lines", "a.jsonl", json],
    ["JSON Lines by another name", "a.NDJSON", json],
    ["JSON Lines in gzip", "a.jsonl.gz", gzipSync(json)],
    [
      "JSON Lines with a byte order mark, CRLF, blank lines",
      "a.jsonl",
      `\ufeff\r\n${json.replaceAll("\n", "\r\n \n")}\r\n`,
    ],
    ["CSV", "a.csv", csv],
    [
      "CSV in gzip, with a byte order mark and blank lines",
      "a.csv.gz",
      gzipSync(`\ufeff\n${csv.replaceAll("\né", "\n\n\né")}\n\n`),
    ],
  ];
  for (const [what, name, content] of cases) {
    test(what, async () => expect(await columnsOf(name, content, columns)).toEqual(expected));
  }
});

test("line ends of every kind end a CSV record, and are part of no value", async () => {
  for (const [first, second] of [
    ["\n", "\r\n"],
    ["\r\n", "\r"],
    ["\r", "\n"],
  ]) {
    const content = `id,label${first}1,a${second}2,b${first}`;
    expect(await columnsOf("a.csv", content, [category("label")]), JSON.stringify(content)).toEqual({
      id: ["1", "2"],
      label: ["a", "b"],
    });
  }
});

test("the digest is that of the file as it is stored, and every byte is heard of once", async () => {
  for (const [name, content] of [
    ["a.jsonl", Buffer.from(`${json}\r\n\n`)],
    ["a.csv", Buffer.from(`\ufeff${csv}`)],
    ["a.csv.gz", gzipSync(csv)],
  ] as const) {
    let bytes = 0;
    const { file } = await read(name, content, [], { onBytes: (count) => (bytes += count) });
    expect(file).toEqual({ name, sha256: createHash("sha256").update(content).digest("hex") });
    expect(bytes, name).toBe(content.length);
  }
});

test("numbers and booleans are categories as JSON.stringify writes them, in CSV as they stand", async () => {
  const lines = ["1.0", "1e0", "1", '"1"', "-0", "0.50", "true", "1e-7"].map(
    (label, id) => `{"id":${id},"label":${label}}`,
  );
  const { label } = await columnsOf("a.jsonl", lines.join("\n"), [category("label")]);
  expect(label).toEqual(["1", "1", "1", "1", "0", "0.5", "true", "1e-7"]);
  const cells = await columnsOf("a.csv", "id,label\n1,1.0\n2,true\n3,01\n", [category("label")]);
  expect(cells["label"]).toEqual(["1.0", "true", "01"]);
});

test("a set is one text, whatever its members' order, and however often they come", async () => {
  const sets = ['["b","a"]', '["a", "b", "b"]', "[]", '["a"]', '["é\\n",1,true]', '["a","b"]'];
  const { label } = await columnsOf("a.jsonl", sets.map((set_, id) => `{"id":${id},"label":${set_}}`).join("\n"), [
    set("label"),
  ]);
  const pair = '["a","b"]';
  expect(label).toEqual([pair, pair, "[]", '["a"]', '["1","true","é\\n"]', pair]);
  const cells = await columnsOf("a.csv", "id,label\n1,b|a\n2,a|b|b\n3,\n4,a\n5,b|a\n", [set("label")]);
  expect(cells["label"]).toEqual([pair, pair, "[]", '["a"]', pair]);
});

test("a derived number is of JSON values, of CSV texts, and one column may serve in several ways", async () => {
  const seen: unknown[] = [];
  const derived: ColumnRequest = {
    kind: "derived",
    name: "length",
    from: ["text", "label"],
    of: (values) => {
      seen.push(values);
      return String(values[0]).length;
    },
  };
  const requests = [derived, category("label"), number("score"), SCORES];
  const rows = `{"id":1,"label":"a","text":["x",{"y":null}],"score":1}
{"id":2,"label":"b","text":"é","score":1.5}
{"id":3,"label":"a","text":-0.5e1,"score":-0}
{"id":4,"label":"a","text":"","score":0}`;
  const table = await columnsOf("a.jsonl", rows, requests);
  expect(seen).toEqual([
    [["x", { y: null }], "a"],
    ["é", "b"],
    [-5, "a"],
    ["", "a"],
  ]);
  expect(table).toEqual({
    id: ["1", "2", "3", "4"],
    length: [17, 1, 2, 0],
    label: ["a", "b", "a", "a"],
    score: [1, 1.5, -0, 0],
  });
  seen.length = 0;
  await columnsOf("a.csv", "id,label,text,score\n1,a,-0.5e1,1\n", requests);
  expect(seen).toEqual([["-0.5e1", "a"]]);
});

test("a fingerprint is the same for the same value, however it is written", async () => {
  const values = ['"a"', '"\\u0061"', "1.0", '"1"', '{"x": [1.0]}', '{"x":[1]}', "null", '"null"', '"b"', '""'];
  const rows = values.map((text, id) => `{"id":${id},"text":${text}}`).join("\n");
  const { text = [] } = await columnsOf("a.jsonl", rows, [{ kind: "fingerprint", column: "text" }]);
  expect(text.map((hash) => text.indexOf(hash))).toEqual([0, 0, 2, 2, 4, 4, 6, 6, 8, 9]);
  const cells = await columnsOf("a.csv", "id,text\n1,a\n2,b\n", [{ kind: "fingerprint", column: "text" }]);
  expect(cells["text"]).toEqual([text[0], text[8]]);
});

test("an optional column that no row has is not in the table; the other columns are in no row's way", async () => {
  expect(await columnsOf("a.jsonl", '{"id":1,"x":1}\n{"id":2,"y":2}', [WEIGHT, SCORES])).toEqual({ id: ["1", "2"] });
  expect(await columnsOf("a.csv", "id,x\n1,2\n", [WEIGHT, SCORES])).toEqual({ id: ["1"] });
  expect(await columnsOf("a.csv", "id,weight\n1,2\n", [WEIGHT])).toEqual({ id: ["1"], weight: [2] });
});

test("names that objects have by nature are columns, classes and values like any other", async () => {
  const row = '{"id":"constructor","__proto__":"__proto__","scores":{"__proto__":1,"toString":2}}';
  const requests = [category("__proto__"), SCORES];
  const table = await read("a.jsonl", `${row}\n${row}`, requests);
  expect([...table.columns.keys()]).toEqual(["__proto__", "scores.__proto__", "scores.toString"]);
  const codes = Uint16Array.of(0, 0);
  expect(table.columns.get("__proto__")).toEqual({ kind: "category", codes, values: ["__proto__"] });
});

test("ids that are another table's are that table's very column, others are kept", async () => {
  const { ids } = await read("a.csv", "id\n1\nrow 2\n3\n", []);
  const against = async (content: string) => (await read("b.jsonl", content, [], { sameIdsAs: ids })).ids;
  expect(await against('{"id":1}\n{"id":"row 2"}\n{"id":3}')).toBe(ids);
  for (const rows of [
    ["1", "row 2"],
    ["1", "row 2", "3", "4"],
    ["1", "row 3", "3"],
    ["1r", "ow 2", "3"],
    ["é"],
    ["1", "row 2", "33"],
  ]) {
    const own = await against(rows.map((id) => JSON.stringify({ id })).join("\n"));
    expect(own).not.toBe(ids);
    expect(idsOf(own)).toEqual(rows);
  }
});

test("tables longer than the reader's buffer are read whole, in any format", async () => {
  const rows = Array.from({ length: 60_000 }, (_, row) => ({
    id: `row ${row}`,
    label: `é${row % 7}`,
    score: row / 7,
  }));
  const lines = rows.map((row) => JSON.stringify(row)).join("\n");
  const cells = ["id,label,score", ...rows.map((row) => Object.values(row).join(","))].join("\r\n");
  const wanted = [category("label"), number("score")];
  const table = {
    id: rows.map(({ id }) => id),
    label: rows.map(({ label }) => label),
    score: rows.map(({ score }) => score),
  };
  expect(await columnsOf("a.jsonl", lines, wanted)).toEqual(table);
  expect(await columnsOf("a.csv", cells, wanted)).toEqual(table);
  expect(await columnsOf("a.jsonl.gz", gzipSync(lines), wanted)).toEqual(table);
});
