import { execFileSync } from "node:child_process";
import { mkdir, mkdtempDisposable, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { readTable } from "./read-table.ts";
import { category, number, problem, read } from "./testing/tables.ts";

const GOOD = '{"id":"1","label":"a","score":1}';
const wanted = [category("label"), number("score")];

test("what is wrong with a CSV record is said with its line", async () => {
  const header = "id,label,score";
  const cases: [string, RegExp][] = [
    [`${header}\n1,a,0.5\n2,a\n`, /^a\.csv, line 3: the header has 3 columns, this record 2/],
    [`${header}\n1,a,0.5,\n`, /line 2: the header has 3 columns, this record 4/],
    [`${header}\n1,"a\nb",0.5\n2,"a,1\n`, /line 4: a quoted cell comes to no end/],
    [`${header}\n1,a"b,1\n`, /line 2: a quote stands within a cell/],
    [`${header}\n1,"a"b,1\n`, /line 2: a quote stands within a cell/],
    [`${header}\n1,a,nan\n`, /line 2: "score" is a text; a finite number/],
    [`${header}\n1,a,Infinity\n`, /line 2: "score" is a text/],
    [`${header}\n1,a,1e999\n`, /line 2: "score" is a number out of range/],
    [`${header}\n1,a, 1\n`, /line 2: "score" is a text/],
    [`${header}\n1,a,0x1\n`, /line 2: "score" is a text/],
    [`${header}\n1,a,\n`, /line 2: "score" is an empty text/],
    [`${header}\n1,,1\n`, /line 2: "label" is empty/],
    [`${header}\n,a,1\n`, /line 2: "id" is empty/],
    [`${header}\n1,a\u0000,1\n`, /line 2: there is a NUL byte/],
    [`${header}\n1,"\u0000",1\n`, /line 2: there is a NUL byte/],
    ["\n\nid,label,score,label\n1,a,1,c\n", /line 3: the column "label" is there twice/],
    ["id,lable,score\n1,a,1\n", /line 1: the column "label" is missing; did you mean "lable"/],
    ["label,score\na,1\n", /line 1: the column "id" is missing/],
    [`${header}\n1,a,${"1".repeat(2 ** 20)}\n`, /line 2: a line may have 1048576 bytes/],
    [`${header}\n1,a,"${"\n".repeat(2 ** 22)}`, /line 2: a line may have 1048576 bytes/],
    [`${header}\n${",".repeat(2 ** 20)}`, /line 2: a table may have 10000 columns/],
  ];
  for (const [content, message] of cases)
    expect(await problem("a.csv", content, wanted), content.slice(0, 80)).toMatch(message);
});

test("bytes that are not UTF-8 are refused with their line, after what is wrong before them", async () => {
  const with_ = (...parts: (string | number)[]) =>
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part))));
  expect(await problem("a.jsonl", with_(`${GOOD}\n{"id":"é`, 0xff, '"}\n'), wanted)).toMatch(
    /^a\.jsonl, line 2: not UTF-8/,
  );
  expect(await problem("a.jsonl", with_("{\n", 0xff), wanted)).toMatch(/^a\.jsonl, line 1: not JSON/);
  expect(await problem("a.jsonl", with_(GOOD, "\n", 0xe2, 0x82), wanted)).toMatch(/^a\.jsonl, line 2: not UTF-8/);
  expect(await problem("a.csv", with_("id,label\n\n", 0xe9, ",a\n"), [])).toMatch(/^a\.csv, line 3: not UTF-8/);
  expect(await problem("a.csv", Buffer.from("id,label\n1,a\n", "utf16le"), [])).toMatch(
    /^a\.csv, line 1: there is a NUL byte/,
  );
});

test("a table without rows is refused", async () => {
  for (const [name, content] of [
    ["a.jsonl", ""],
    ["a.jsonl", "\ufeff\n \r\n"],
    ["a.jsonl.gz", gzipSync("")],
    ["a.csv", "id,label,score\n"],
  ] as const) {
    expect(await problem(name, content, wanted)).toBe(`${name} has no rows; at least one is needed`);
  }
  for (const content of ["", "\ufeff", "\n\r\n"]) {
    expect(await problem("a.csv", content, wanted)).toBe(
      "a.csv is empty; a header such as id,label,prediction is needed",
    );
  }
});

test("a file that is not there, a folder, and what is no table are refused by name", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-table-"));
  await mkdir(join(folder.path, "folder.csv"));
  const at = (name: string) => readTable({ path: join(folder.path, name), name, columns: [], onBytes: () => {} });
  for (const name of ["none.jsonl", "none.parquet"]) {
    await expect(at(name)).rejects.toThrow(new UserError(`${name} cannot be read: there is no such file`));
  }
  await expect(at("folder.csv")).rejects.toThrow(/^folder\.csv cannot be read: it is (no file|a folder)/);
  for (const name of ["a.xlsx", "", "a.gz", "a.parquet.gz"]) {
    await expect(at(name)).rejects.toMatchObject({ message: `${name} is no table that can be read` });
  }
  expect(await problem("a.jsonl.gz", GOOD, [])).toMatch(/^a\.jsonl\.gz cannot be decompressed/);
  expect(await problem("a.csv.gz", gzipSync("id\n1\n").subarray(0, -6), [])).toMatch(
    /^a\.csv\.gz cannot be decompressed/,
  );
});

test.skipIf(process.platform === "win32")("a pipe that nobody writes to is refused, not waited for", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-table-"));
  const path = join(folder.path, "pipe.csv");
  execFileSync("mkfifo", [path]);
  const file = { path, name: "pipe.csv", columns: [], onBytes: () => {} };
  await expect(readTable(file)).rejects.toThrow(new UserError("pipe.csv cannot be read: it is no file"));
});

test("a line of two gigabytes is refused once a megabyte of it is read", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-table-"));
  for (const [name, message] of [
    ["a.jsonl", /^a\.jsonl, line 1: a line may have 1048576 bytes/],
    ["a.csv", /^a\.csv, line 1: there is a NUL byte/],
  ] as const) {
    const path = join(folder.path, name);
    // Sparse: it takes no room on the disk.
    await using file = await open(path, "w");
    await file.truncate(2 ** 31);
    let bytes = 0;
    const reading = readTable({ path, name, columns: [], onBytes: (count) => (bytes += count) });
    await expect(reading).rejects.toThrow(message);
    expect(bytes).toBeLessThanOrEqual(2 ** 22);
  }
  const path = join(folder.path, "long.jsonl.gz");
  await using file = await open(path, "w");
  await file.write(gzipSync(`{"id":"${"x".repeat(2 ** 26)}`));
  await expect(readTable({ path, name: "a", columns: [], onBytes: () => {} })).rejects.toThrow(
    /a line may have 1048576 bytes/,
  );
});

test("an error of who listens, such as an abort, stops the reading and is passed on as it is", async () => {
  const abort = new Error("stop");
  const onBytes = () => {
    throw abort;
  };
  for (const [name, content] of [
    ["a.jsonl", GOOD],
    ["a.csv", "id\n1\n"],
    ["a.csv.gz", gzipSync("id\n1\n")],
  ] as const) {
    await expect(read(name, content, [], { onBytes }), name).rejects.toBe(abort);
  }
});
