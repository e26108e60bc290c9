import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readRows, readTable } from "@airworthy/data";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";

const PACKAGES = ["pandas==3.1.1", "pyarrow==26.0.1"];
const WRITER = fileURLToPath(new URL("./tables/write_tables.py", import.meta.url));

type Cells = Readonly<Record<string, unknown>>;

let folder = "";
/** What Python says that the table holds. */
let expected: readonly Cells[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "airworthy-tables-"));
  await promisify(execFile)(await pythonWith(PACKAGES), [WRITER, folder]);
  const json: unknown = JSON.parse(await readFile(join(folder, "expected.json"), "utf8"));
  expected = v.parse(v.array(v.record(v.string(), v.unknown())), json);
  expect(expected).toHaveLength(2500);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function read(name: string, columns?: readonly string[]): Promise<Cells[]> {
  const rows: Cells[] = [];
  const options = columns === undefined ? { name } : { name, columns };
  for await (const chunk of readRows(join(folder, name), options)) {
    for (const { values } of chunk) rows.push(Object.fromEntries(values));
  }
  return rows;
}

const only = (columns: readonly string[]) =>
  expected.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));

/** Notes how many rows were read as Python wrote them. */
async function agrees(peer: "pyarrow" | "pandas", claim: string, rows: number): Promise<void> {
  const version = await pythonVersion(await pythonWith(PACKAGES), peer);
  conforms({ area: "Model files and tables", claim, peer, version, cases: rows });
}

describe("Parquet", () => {
  for (const name of ["none", "snappy", "gzip", "brotli", "zstd", "lz4", "second-pages", "small-pages"]) {
    test(`pyarrow's ${name} is read as pyarrow reads it`, async () => {
      const rows = await read(`${name}.parquet`);
      expect(rows).toEqual(expected);
      await agrees("pyarrow", "rows of Parquet in each compression and page form", rows.length);
    });
  }

  test("some columns of it are read by themselves", async () => {
    expect(await read("zstd.parquet", ["id", "nested"])).toEqual(only(["id", "nested"]));
  });

  test("delta encodings and pandas' own files are read", async () => {
    expect(await read("delta.parquet")).toEqual(only(["id", "large", "unsigned"]));
    const rows = await read("pandas.parquet");
    expect(rows).toEqual(only(["id", "text", "small", "float", "category"]));
    await agrees("pandas", "rows of Parquet", rows.length);
  });
});

describe("text files", () => {
  /** CSV knows texts alone. pandas writes a column of whole numbers with gaps as floats, and nothing for a gap. */
  const asTexts = (row: Cells) => ({
    ...row,
    small: row["small"] === null ? "" : `${row["small"]}.0`,
    float: Number(row["float"]),
  });
  const numeric = (row: Cells) => ({ ...row, float: Number(row["float"]) });

  test("pandas' CSV, plain and quoted with other line ends in gzip", async () => {
    const texts = only(["id", "text", "small", "float", "category"]).map(asTexts);
    for (const name of ["pandas.csv", "pandas-crlf.csv.gz"]) {
      const rows = await read(name);
      expect(rows.map(numeric), name).toEqual(texts);
      await agrees("pandas", "rows of CSV and JSON Lines, plain and in gzip", rows.length);
    }
  });

  test("pyarrow's CSV", async () => {
    const rows = await read("pyarrow.csv");
    expect(rows).toEqual(only(["id", "text", "category"]));
    await agrees("pyarrow", "rows of CSV", rows.length);
  });

  test("pandas' JSON Lines, as UTF-8 and as escapes in gzip", async () => {
    const rows = only(["id", "text", "small", "float", "category"]).map(({ float, ...row }) => ({
      ...row,
      float: expect.closeTo(Number(float), 12),
    }));
    for (const name of ["pandas.jsonl", "pandas-ascii.jsonl.gz"]) {
      const lines = await read(name);
      expect(lines, name).toEqual(rows);
      await agrees("pandas", "rows of CSV and JSON Lines, plain and in gzip", lines.length);
    }
  });
});

describe("a table's columns", () => {
  const text = { kind: "category", allowed: [] } as const;
  const columns = [
    { ...text, column: "label", isSet: false },
    { ...text, column: "tags", isSet: true },
    { kind: "number", column: "score", isOptional: false, least: Number.NEGATIVE_INFINITY },
    { kind: "number", column: "weight", isOptional: true, least: 0 },
    { kind: "numbers", prefix: "scores" },
  ] as const;

  for (const name of ["predictions.parquet", "predictions.jsonl", "predictions.csv.gz"]) {
    test(`${name} is what Python wrote, every double to its last bit`, async () => {
      const json: unknown = JSON.parse(await readFile(join(folder, "predictions.json"), "utf8"));
      const rows = v.parse(v.array(predictionSchema), json);
      const table = await readTable({ path: join(folder, name), name, columns, onBytes: () => {} });
      const ids = Buffer.from(table.ids.bytes);
      expect(Array.from(table.ids.ends, (end, row) => ids.toString("utf8", table.ids.ends[row - 1] ?? 0, end))).toEqual(
        rows.map(({ id }) => String(id)),
      );
      const expected = new Map<string, unknown[]>([
        ["label", rows.map(({ label }) => label)],
        ["tags", rows.map(({ tags }) => JSON.stringify(tags.toSorted()))],
        ["score", rows.map(({ score }) => score)],
        ["weight", rows.map(({ weight }) => weight)],
      ]);
      for (const key of Object.keys(rows[0]?.scores ?? {})) {
        expected.set(
          `scores.${key}`,
          rows.map(({ scores }) => scores[key]),
        );
      }
      const read = [...table.columns].map(([column, data]): [string, unknown[]] => [
        column,
        data.kind === "number" ? [...data.numbers] : Array.from(data.codes, (code) => data.values[code]),
      ]);
      expect(new Map(read)).toEqual(expected);
      await agrees("pyarrow", "columns of prediction tables, every double to its last bit", rows.length);
    });
  }
});

const predictionSchema = v.object({
  id: v.number(),
  label: v.string(),
  tags: v.array(v.string()),
  score: v.number(),
  weight: v.number(),
  scores: v.record(v.string(), v.number()),
});
