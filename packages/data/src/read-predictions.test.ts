import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { type PredictionFile, readPredictions } from "./read-predictions.ts";

type Options = Partial<Pick<PredictionFile, "slices" | "classes" | "onBytes">>;

/** A table's rows as texts: id, label, prediction, slices. */
async function rowsOf(name: string, content: string | Uint8Array, options: Options = {}): Promise<string[][]> {
  const table = await read(name, content, options);
  const decoder = new TextDecoder();
  return Array.from({ length: table.rows }, (_, row) => [
    decoder.decode(table.ids.bytes.subarray(table.ids.ends[row - 1] ?? 0, table.ids.ends[row])),
    ...[table.labels, table.predictions, ...table.slices.map(({ values }) => values)].map(
      ({ codes, values }) => values[codes[row] ?? -1] ?? "?",
    ),
  ]);
}

async function read(name: string, content: string | Uint8Array, options: Options = {}) {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-data-"));
  const path = join(folder.path, name);
  await writeFile(path, content);
  return await readPredictions({ path, name, slices: [], classes: [], onBytes: () => {}, ...options });
}

async function problem(name: string, content: string | Uint8Array, options: Options = {}): Promise<string> {
  try {
    await read(name, content, options);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return "accepted";
}

const JSON_LINE = `{"id":"1","label":"a","prediction":"b"}`;

test("JSON Lines and CSV give the same table", async () => {
  const expected = [
    ["1", "cat", "dog", "x"],
    ["2", "dog", "dog", 'y, "z"'],
  ];
  const json = `{"id":1,"label":"cat","prediction":"dog","site":"x","score":0.5}\n{"id":"2","label":"dog","prediction":"dog","site":"y, \\"z\\"","scores":{"dog":1}}\n`;
  const csv = `id,label,prediction,site,score,scores.dog\n1,cat,dog,x,0.5,1\n2,dog,dog,"y, ""z""",1e-3,.5\n`;
  expect(await rowsOf("a.jsonl", json, { slices: ["site"] })).toEqual(expected);
  expect(await rowsOf("a.ndjson", json, { slices: ["site"] })).toEqual(expected);
  expect(await rowsOf("a.csv", csv, { slices: ["site"] })).toEqual(expected);
});

test("a byte order mark, CRLF, blank lines and a missing last line feed change nothing", async () => {
  const plain = await rowsOf("a.jsonl", `${JSON_LINE}\n`);
  for (const content of [`\ufeff${JSON_LINE}`, `${JSON_LINE}\r\n`, `\n \n${JSON_LINE}\n\n`, JSON_LINE]) {
    expect(await rowsOf("a.jsonl", content), JSON.stringify(content)).toEqual(plain);
  }
  for (const content of [
    "\ufeffid,label,prediction\r\n1,a,b\r\n",
    "id,label,prediction\n\n1,a,b",
    "prediction,id,label\nb,1,a\n",
  ]) {
    expect(await rowsOf("a.csv", content), JSON.stringify(content)).toEqual(plain);
  }
});

test("the digest is that of the file's bytes, and every byte is heard of once", async () => {
  for (const [name, content] of [
    ["a.jsonl", `${JSON_LINE}\r\n\n`],
    ["a.csv", "\ufeffid,label,prediction\n1,a,b\n"],
  ] as const) {
    let bytes = 0;
    const table = await read(name, content, { onBytes: (count) => (bytes += count) });
    expect(table.file).toEqual({ name, sha256: createHash("sha256").update(content).digest("hex") });
    expect(bytes).toBe(Buffer.byteLength(content));
  }
});

test("numbers are texts as JSON.stringify writes them; slices may be true or false", async () => {
  const line = `{"id":-7,"label":1.0,"prediction":1e0,"flag":true}\n`;
  expect(await rowsOf("a.jsonl", line, { slices: ["flag"] })).toEqual([["-7", "1", "1", "true"]]);
});

test("texts of any script, and names that objects have by nature, are read as they are", async () => {
  const line = JSON.stringify({ id: "é\n😀", label: "__proto__", prediction: "constructor", 言語: "日本" });
  expect(await rowsOf("a.jsonl", line, { slices: ["言語"] })).toEqual([["é\n😀", "__proto__", "constructor", "日本"]]);
  expect(await rowsOf("a.csv", "id,label,prediction,__proto__\n1,a,a,x\n", { slices: ["__proto__"] })).toEqual([
    ["1", "a", "a", "x"],
  ]);
  expect(
    await rowsOf("a.jsonl", `{"id":"1","label":"a","prediction":"a","__proto__":"x"}`, { slices: ["__proto__"] }),
  ).toEqual([["1", "a", "a", "x"]]);
});

test("a table longer than the reader's buffer is read whole, lines that straddle it too", async () => {
  const lines = Array.from(
    { length: 60_000 },
    (_, row) => `{"id":"row ${row}","label":"l${row % 7}","prediction":"é${row % 5}"}`,
  );
  const rows = await rowsOf("a.jsonl", lines.join("\n"));
  expect(rows).toHaveLength(60_000);
  expect(rows[59_999]).toEqual(["row 59999", "l2", "é4"]);
  expect(rows.every(([id], row) => id === `row ${row}`)).toBe(true);
  const csv = await rowsOf("a.csv", `id,label,prediction\n${rows.map((row) => row.join(",")).join("\n")}`);
  expect(csv).toEqual(rows);
});

test("what is wrong with a JSON line is said with its number", async () => {
  const cases: [string, RegExp][] = [
    ["{", /^a\.jsonl, line 2: not JSON/],
    [`{"id":"1","label":"a","prediction":NaN}`, /line 2: not JSON/],
    ["[]", /line 2: a list was given; an object such as/],
    ["null", /line 2: null was given/],
    [`{"id":"1","prediction":"b"}`, /line 2: the column "label" is missing/],
    [`{"id":"1","label":"a","predicton":"b"}`, /line 2: the column "prediction" is missing; did you mean "predicton"/],
    [`{"id":null,"label":"a","prediction":"b"}`, /line 2: "id" is null; a text or a number is allowed/],
    [`{"id":"1","label":true,"prediction":"b"}`, /line 2: "label" is true; a text or a number/],
    [`{"id":"1","label":"a","prediction":{"b":1}}`, /line 2: "prediction" is an object/],
    [`{"id":"1","label":"a","prediction":""}`, /line 2: "prediction" is empty/],
    [`{"id":12345678901234567890,"label":"a","prediction":"b"}`, /line 2: "id" is a number of more than 15 digits/],
    [`{"id":"1","label":"a","prediction":"b","score":"NaN"}`, /line 2: "score" is the text "NaN"; a finite number/],
    [`{"id":"1","label":"a","prediction":"b","score":null}`, /line 2: "score" is null; a finite number/],
    [`{"id":"1","label":"a","prediction":"b","score":1e999}`, /line 2: "score" is Infinity; a finite number/],
    [`{"id":"1","label":"a","prediction":"b","scores.a":[]}`, /line 2: "scores\.a" is a list; a finite number/],
    [`{"id":"1","label":"a","prediction":"b","scores":{"a":null}}`, /line 2: "scores\.a" is null; a finite number/],
    [`{"id":"1","label":"a","prediction":"b","scores":7}`, /line 2: "scores" is 7; an object with a number/],
    [`{"id":"1","label":"a","prediction":"b","weight":2}`, /line 2: the column "weight" is not supported yet/],
    [`{"id":"${"x".repeat(1025)}","label":"a","prediction":"b"}`, /line 2: an id may have 1024 bytes/],
    [`{"id":"1","label":"${"x".repeat(257)}","prediction":"b"}`, /line 2: the values of "label" may have 256 bytes/],
    [
      `{"id":"1","label":"a","prediction":"b","text":"${"x".repeat(2 ** 20)}"}`,
      /line 2: a line may have 1048576 bytes/,
    ],
    [
      `{"id":"1","label":"a","prediction":"b","text":"${"x".repeat(3 * 2 ** 20)}"}`,
      /line 2: a line may have 1048576 bytes/,
    ],
  ];
  for (const [line, message] of cases) {
    expect(await problem("a.jsonl", `${JSON_LINE}\n${line}\n${JSON_LINE}\n`), line.slice(0, 100)).toMatch(message);
  }
});

test("what is wrong with a CSV record is said with its line", async () => {
  const header = "id,label,prediction,score";
  const cases: [string, RegExp][] = [
    [`${header}\n1,a,b,0.5\n2,a,b\n`, /^a\.csv: .*line 3/],
    [`${header}\n1,a,b,0.5\n2,"a,b,1\n`, /^a\.csv: .*[Qq]uote/],
    [`${header}\n1,a,b,0.5\n2,a,b,nan\n`, /^a\.csv, line 3: "score" is "nan"; a finite number/],
    [`${header}\n1,a,b,1e999\n`, /line 2: "score" is "1e999"/],
    [`${header}\n1,a,b,\n`, /line 2: "score" is ""/],
    [`${header}\n1,,b,1\n`, /line 2: "label" is empty/],
    ["id,label,prediction,prediction\n1,a,b,c\n", /line 1: the column "prediction" is there twice/],
    ["id,label,guess\n1,a,b\n", /line 1: the column "prediction" is missing/],
    ["id,label,prediction,weight\n1,a,b,1\n", /line 1: the column "weight" is not supported yet/],
    ["id,label,prediction,scores\n1,a,b,1\n", /line 1: the column "scores" is not known/],
    [`${header}\n1,a,b,${"1".repeat(2 ** 20)}\n`, /a\.csv: .*[Mm]ax/],
    [`${header}\n${",".repeat(2 ** 22)}`, /a\.csv: a line may have 1048576 bytes; this one has more/],
  ];
  for (const [content, message] of cases)
    expect(await problem("a.csv", content), content.slice(0, 80)).toMatch(message);
});

test("labels and predictions outside the declared classes are refused, and the nearest class is offered", async () => {
  const classes = ["spam", "ham"];
  const line = (label: string, prediction: string) => `{"id":"1","label":"${label}","prediction":"${prediction}"}`;
  expect(await problem("a.jsonl", line("spam", "ham"), { classes })).toBe("accepted");
  expect(await problem("a.jsonl", line("Spam", "ham"), { classes })).toMatch(
    /line 1: the label "Spam" is not one of the declared classes; did you mean "spam"/,
  );
  expect(await problem("a.jsonl", line("ham", "eggs"), { classes })).toMatch(
    /line 1: the prediction "eggs" is not one/,
  );
});

test("bytes that are not UTF-8 are refused with their line", async () => {
  const bad = Buffer.concat([
    Buffer.from(`${JSON_LINE}\n{"id":"`),
    Buffer.of(0xff),
    Buffer.from(`","label":"a","prediction":"b"}\n`),
  ]);
  expect(await problem("a.jsonl", bad)).toBe("a.jsonl, line 2: not UTF-8 text");
  expect(
    await problem(
      "a.csv",
      Buffer.concat([Buffer.from("id,label,prediction\n"), Buffer.of(0xe9), Buffer.from(",a,b\n")]),
    ),
  ).toBe("a.csv: not UTF-8 text");
});

test("half a character is refused, which would make different labels equal", async () => {
  const line = String.raw`{"id":"1","label":"\ud800","prediction":"\ud801"}`;
  expect(await problem("a.jsonl", line)).toBe(
    String.raw`a.jsonl, line 1: "label" is "\ud800", which holds half a character`,
  );
});

test("a column that comes twice in a JSON line is refused, however it is written; what is not read may", async () => {
  for (const key of ["prediction", String.raw`\u0070rediction`]) {
    const line = `{"id":"1","label":"a","${key}":"a","prediction":"b"}`;
    expect(await problem("a.jsonl", line), key).toBe('a.jsonl, line 1: "prediction" is there twice');
  }
  expect(await problem("a.jsonl", '{"id":"1","label":"a","prediction":"a","x":{"id":1},"x":null}')).toBe("accepted");
});

test("line ends may differ within a CSV file, and are part of no value", async () => {
  const pairs = [
    ["\n", "\r\n"],
    ["\r\n", "\n"],
    ["\r", "\r\n"],
  ];
  for (const [first, second] of pairs) {
    const content = `id,label,prediction${first}1,a,b${second}2,a,b${first}`;
    const expected = [
      ["1", "a", "b"],
      ["2", "a", "b"],
    ];
    expect(await rowsOf("a.csv", content), JSON.stringify(content)).toEqual(expected);
  }
});

test("a table without rows is refused", async () => {
  for (const name of ["a.jsonl", "a.csv"]) expect(await problem(name, "")).toMatch(/^a\.\w+ (is empty|has no rows)/);
  expect(await problem("a.jsonl", "\n\n")).toMatch(/has no rows/);
  expect(await problem("a.csv", "id,label,prediction\n")).toMatch(/has no rows/);
});

test("a file that is not there, is a folder or of another kind is refused by name", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-data-"));
  const at = (name: string) =>
    readPredictions({ path: join(folder.path, name), name, slices: [], classes: [], onBytes: () => {} });
  await expect(at("none.jsonl")).rejects.toThrow(/^none\.jsonl cannot be read: there is no such file/);
  await expect(at("none.parquet")).rejects.toThrow(/none\.parquet.*\.jsonl, \.ndjson, \.csv are allowed/);
  await expect(at("")).rejects.toThrow(UserError);
});

test("a slice must be a column of categories of its own", async () => {
  const rows = Array.from(
    { length: 1001 },
    (_, row) => `{"id":${row},"label":"a","prediction":"b","text":"t${row}"}`,
  ).join("\n");
  expect(await problem("a.jsonl", rows, { slices: ["text"] })).toMatch(
    /line 1001: the column "text" has more than 1000/,
  );
  expect(await problem("a.jsonl", rows, { slices: ["txt"] })).toMatch(
    /line 1: the column "txt" is missing; did you mean "text"/,
  );
  expect(await problem("a.jsonl", rows, { slices: ["label"] })).toMatch(/"label" cannot be a slice/);
  expect(await problem("a.jsonl", rows, { slices: ["score"] })).toMatch(/"score" cannot be a slice/);
  expect(await problem("a.jsonl", rows, { slices: ["text", "text"] })).toMatch(/"text" was given twice/);
  expect(await problem("a.jsonl", rows, { slices: Array.from({ length: 21 }, (_, index) => `s${index}`) })).toMatch(
    /20 are allowed/,
  );
});

test("an error of who listens, such as an abort, stops the reading and is passed on as it is", async () => {
  const abort = new Error("stop");
  const onBytes = () => {
    throw abort;
  };
  await expect(read("a.jsonl", JSON_LINE, { onBytes })).rejects.toBe(abort);
  await expect(read("a.csv", "id,label,prediction\n", { onBytes })).rejects.toBe(abort);
});

test.skipIf(process.platform === "win32")("a pipe that nobody writes to is refused, not waited for", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-data-"));
  const path = join(folder.path, "pipe.csv");
  execFileSync("mkfifo", [path]);
  const file = { path, name: "pipe.csv", slices: [], classes: [], onBytes: () => {} };
  await expect(readPredictions(file)).rejects.toThrow(new UserError("pipe.csv cannot be read: it is no file"));
});
