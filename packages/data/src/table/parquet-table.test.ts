import { createHash } from "node:crypto";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { category, columnsOf, number, problem, read, SCORES, set, WEIGHT } from "./testing/tables.ts";

/** In row groups of two rows. */
function write(...columnData: ColumnSource[]): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 2 }));
}

const texts = (name: string, ...data: (string | null)[]): ColumnSource => ({
  name,
  data,
  type: "STRING",
  nullable: true,
});
const doubles = (name: string, ...data: (number | null)[]): ColumnSource => ({
  name,
  data,
  type: "DOUBLE",
  nullable: true,
});
const json = (name: string, ...data: unknown[]): ColumnSource => ({ name, data, type: "JSON" });
const ids = texts("id", "a", "é", "c");

test("columns of every kind are read, the file's digest is that of its bytes", async () => {
  const content = write(
    { name: "id", data: [7n, -1n, 2n ** 60n], type: "INT64" },
    { name: "label", data: [true, false, true], type: "BOOLEAN" },
    doubles("score", 0.1, -0, 1e300),
    { name: "weight", data: [1, 0, 3], type: "INT32" },
    json("scores", { a: 0.5, __proto__x: 1 }, { a: 0.25, __proto__x: 2 }, { __proto__x: 3, a: 0.125 }),
    json("set", ["b", "a"], ["a", "b"], []),
    texts("other", null, null, null),
  );
  const requests = [category("label"), number("score"), WEIGHT, SCORES, set("set")];
  expect(await columnsOf("a.parquet", content, requests)).toEqual({
    id: ["7", "-1", "1152921504606846976"],
    label: ["true", "false", "true"],
    score: [0.1, -0, 1e300],
    weight: [1, 0, 3],
    "scores.a": [0.5, 0.25, 0.125],
    "scores.__proto__x": [1, 2, 3],
    set: ['["a","b"]', '["a","b"]', "[]"],
  });
  let bytes = 0;
  const table = await read("a.pq", content, [], { onBytes: (count) => (bytes += count) });
  expect(table.file).toEqual({ name: "a.pq", sha256: createHash("sha256").update(content).digest("hex") });
  expect(bytes).toBe(content.length);
});

test("the same ids as another table's take no room, whatever its format", async () => {
  const { ids: expected } = await read("a.csv", "id\na\né\nc\n", []);
  expect((await read("a.parquet", write(ids), [], { sameIdsAs: expected })).ids).toBe(expected);
});

test("flat columns of scores are read as an object's members are", async () => {
  const content = write(ids, doubles("scores.x", 1, 2, 3), doubles("scores.y", 4, 5, 6));
  expect(await columnsOf("a.parquet", content, [SCORES])).toEqual({
    id: ["a", "é", "c"],
    "scores.x": [1, 2, 3],
    "scores.y": [4, 5, 6],
  });
});

test("what is wrong is said with its row", async () => {
  const cases: [ColumnSource, RegExp][] = [
    [doubles("score", 1, Number.NaN, 1), /^a\.parquet, row 2: "score" is NaN; a finite number is allowed/],
    [doubles("score", 1, 1, Number.NEGATIVE_INFINITY), /row 3: "score" is a number out of range/],
    [doubles("score", 1, null, 1), /row 2: "score" is null/],
    [texts("score", "1", "1", "1"), /row 1: "score" is a text/],
    [{ name: "score", data: [1n, 2n, 2n ** 60n], type: "INT64" }, /row 3: "score" is a text/],
    [doubles("scores", 1, 1, 1), /row 1: the column "score" is missing; did you mean "scores"\?.*"id", "scores"/],
  ];
  for (const [column, message] of cases)
    expect(await problem("a.parquet", write(ids, column), [number("score")])).toMatch(message);
  expect(await problem("a.parquet", write(texts("id", "a", null)), [])).toMatch(
    /row 2: "id" is null; a text or a number/,
  );
  expect(await problem("a.parquet", write(texts("id", "a", "")), [])).toMatch(/row 2: "id" is empty/);
  expect(await problem("a.parquet", write(ids, json("scores", { a: 1 }, { b: 1 }, { a: 1 })), [SCORES])).toMatch(
    /row 2: "scores\.a" is null; a finite number/,
  );
  expect(await problem("a.parquet", write(ids, json("scores", { a: 1 }, { a: 1, b: 1 }, { a: 1 })), [SCORES])).toMatch(
    /row 2: "scores" has other members than in the first row/,
  );
  expect(await problem("a.parquet", write(texts("id")), [])).toBe("a.parquet has no rows; at least one is needed");
  expect(await problem("a.parquet", "PAR1", [])).toMatch(/^a\.parquet cannot be read as Parquet/);
  expect(await problem("a.parquet", `PAR1${"\0".repeat(100)}PAR1`, [])).toMatch(
    /^a\.parquet cannot be read as Parquet: it is damaged/,
  );
});
