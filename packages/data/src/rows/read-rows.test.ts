import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRows } from "./read-rows.ts";
import type { RowOptions } from "./row.ts";

type Options = Partial<RowOptions>;

async function read(name: string, content: string | Uint8Array, options: Options = {}) {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-rows-"));
  const path = join(folder.path, name);
  await writeFile(path, content);
  const rows = [];
  for await (const chunk of readRows(path, { name, ...options })) rows.push(...chunk);
  return rows;
}

async function valuesOf(name: string, content: string | Uint8Array) {
  return (await read(name, content)).map(({ values }) => [...values]);
}

async function problem(name: string, content: string | Uint8Array): Promise<string> {
  try {
    await read(name, content);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return "accepted";
}

const columns = fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 5,
});

describe("JSON Lines", () => {
  test("whatever JSON.stringify writes is read back, with the lines counted", async () => {
    const table = columns.chain((names) =>
      fc.array(
        fc.tuple(...names.map(() => fc.jsonValue())).map((cells) => names.map((name, at) => [name, cells[at]])),
        {
          maxLength: 20,
        },
      ),
    );
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom("\n", "\r\n", "\n\n"), async (rows, end) => {
        const lines = rows.map((cells) => JSON.stringify(Object.fromEntries(cells)));
        const read_ = await read("a.jsonl", lines.join(end));
        // JSON knows no negative zero, and an object has its whole numbers first.
        const expected = lines.map((line) => [...Object.entries(JSON.parse(line))]);
        expect(read_.map(({ values }) => [...values])).toEqual(expected);
        expect(read_.map(({ line }) => line)).toEqual(lines.map((_, at) => (end === "\n\n" ? 2 * at : at) + 1));
      }),
      { numRuns: 50 },
    );
  });

  test("a byte order mark and gzip change nothing", async () => {
    const content = '{"id":"é","n":1}\n{"id":"b","n":null}';
    const expected = [
      [
        ["id", "é"],
        ["n", 1],
      ],
      [
        ["id", "b"],
        ["n", null],
      ],
    ];
    expect(await valuesOf("a.ndjson", `\ufeff${content}`)).toEqual(expected);
    expect(await valuesOf("a.jsonl.gz", gzipSync(content))).toEqual(expected);
    expect(await valuesOf("A.JSONL.GZ", gzipSync(content))).toEqual(expected);
  });

  test("columns that objects have by nature are columns like any other", async () => {
    expect(await valuesOf("a.jsonl", '{"__proto__":1,"constructor":2}')).toEqual([
      [
        ["__proto__", 1],
        ["constructor", 2],
      ],
    ]);
  });

  test("what is wrong is said with its line", async () => {
    const cases: [string, string][] = [
      ["[]", 'a.jsonl, line 2: a list was given; an object such as {"id": "1", "text": "a"} is allowed'],
      ['{"a":1,"b":{"c":1},"\\u0061":2}', 'a.jsonl, line 2: "a" is there twice'],
      ['{"a":NaN}', "a.jsonl, line 2: not JSON"],
      [`{"a":"${"x".repeat(2 ** 24)}"}`, "a.jsonl, line 2: a line may have 16777216 bytes"],
    ];
    for (const [line, message] of cases) {
      expect(await problem("a.jsonl", `{}\n${line}\n{}`), line.slice(0, 40)).toContain(message);
    }
    expect(await problem("a.jsonl", Buffer.concat([Buffer.from('{}\n{}\n{"a":"'), Buffer.of(0xc3, 0x28)]))).toBe(
      "a.jsonl, line 3: not UTF-8 text",
    );
  });

  test("a key that only inner objects have twice is fine", async () => {
    expect(await valuesOf("a.jsonl", '{"a":{"x":1},"b":{"x":1,"x":2}}')).toHaveLength(1);
  });
});

describe("CSV", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r\n", "é", "😀", " ", "'", "NaN", "1e9") });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  test("every table that is written by RFC 4180 is read back as texts", async () => {
    const table = columns.chain((names) =>
      fc.tuple(fc.constant(names), fc.array(fc.tuple(...names.map(() => cell)), { maxLength: 20 })),
    );
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom("\n", "\r\n"), async ([names, rows], end) => {
        const content = [names, ...rows].map((cells) => cells.map(quoted).join(",")).join(end);
        expect(await valuesOf("a.csv", content)).toEqual(
          rows.map((cells) => names.map((name, at) => [name, cells[at]])),
        );
      }),
      { numRuns: 50 },
    );
  });

  test("a row is on the line that it ends on", async () => {
    const rows = await read("a.csv", 'id,text\n1,"a\nb"\n\n2,c\n');
    expect(rows.map(({ line }) => line)).toEqual([3, 5]);
  });

  test("numbers, NaN and nothing are texts as they stand", async () => {
    expect(await valuesOf("a.csv.gz", gzipSync("a,b,c\n01.50,NaN,\n"))).toEqual([
      [
        ["a", "01.50"],
        ["b", "NaN"],
        ["c", ""],
      ],
    ]);
  });

  test("a header by itself has no rows; nothing at all is refused", async () => {
    expect(await valuesOf("a.csv", "id,text\n")).toEqual([]);
    expect(await problem("a.csv", "")).toBe("a.csv is empty; a header with the columns' names is needed");
  });

  test("what is wrong is said", async () => {
    expect(await problem("a.csv", "a,b,a\n1,2,3\n")).toBe('a.csv, line 1: the column "a" is there twice');
    expect(await problem("a.csv", "a,b\n1,2\n1\n")).toBe("a.csv, line 3: the header has 2 columns, this record 1");
    expect(await problem("a.csv", 'a,b\n1,"2\n')).toBe("a.csv, line 2: a quoted cell comes to no end");
    expect(await problem("a.csv", Buffer.concat([Buffer.from("a\n"), Buffer.of(0xff)]))).toBe(
      "a.csv, line 2: not UTF-8 text",
    );
  });
});

test("a large file comes in chunks of 512 rows at most, all bytes heard of", async () => {
  const lines = Array.from({ length: 30_000 }, (_, row) => JSON.stringify({ row, text: "é".repeat(row % 50) }));
  const csv = `row,text\n${lines.map((line) => Object.values(JSON.parse(line)).join(",")).join("\n")}\n`;
  for (const [name, content] of [
    ["a.jsonl", lines.join("\n")],
    ["a.csv", csv],
  ] as const) {
    await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-rows-"));
    const path = join(folder.path, name);
    await writeFile(path, content);
    let bytes = 0;
    let rows = 0;
    for await (const chunk of readRows(path, { name, onBytes: (count) => (bytes += count) })) {
      expect(chunk.length).toBeLessThanOrEqual(512);
      for (const { values } of chunk) expect(String(values.get("row"))).toBe(String(rows++));
    }
    expect(rows).toBe(30_000);
    expect(bytes).toBe(Buffer.byteLength(content));
  }
});

test("who stops early leaves no file open", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-rows-"));
  const path = join(folder.path, "a.jsonl.gz");
  await writeFile(path, gzipSync("{}\n".repeat(100_000)));
  for await (const chunk of readRows(path, { name: "a" })) {
    expect(chunk).toHaveLength(512);
    break;
  }
});

test("an error of who listens, such as an abort, is passed on as it is", async () => {
  const abort = new Error("stop");
  const onBytes = () => {
    throw abort;
  };
  for (const name of ["a.jsonl", "a.csv"]) await expect(read(name, "a\n1\n", { onBytes })).rejects.toBe(abort);
  await expect(read("a.jsonl.gz", gzipSync("{}"), { onBytes })).rejects.toBe(abort);
});

test("a file that is no table, is not there or no whole gzip file is refused by name", async () => {
  expect(await problem("a.xlsx", "")).toBe("a.xlsx is no table that can be read");
  expect(await problem("a.jsonl.gz", "{}")).toMatch(/^a\.jsonl\.gz cannot be decompressed/);
  const [one, two] = [gzipSync('{"a":1}\n'), gzipSync('{"a":2}\n')];
  expect(await valuesOf("a.jsonl.gz", Buffer.concat([one, two]))).toEqual([[["a", 1]], [["a", 2]]]);
  two[0] = 0;
  expect(await problem("a.jsonl.gz", Buffer.concat([one, two]))).toMatch(/something else follows the compressed data/);
  expect(await problem("a.csv.gz", gzipSync("a,b\n1,2\n").subarray(0, -6))).toMatch(
    /^a\.csv\.gz cannot be decompressed/,
  );
  const none = readRows(join(tmpdir(), "airworthy-none.jsonl"), { name: "none.jsonl" });
  await expect(none.next()).rejects.toThrow(new UserError("none.jsonl cannot be read: there is no such file"));
});
