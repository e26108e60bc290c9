import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCases } from "./case-table.ts";

async function casesOf(...lines: readonly string[]) {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-cases-"));
  await writeFile(join(space.path, "cases.jsonl"), lines.join("\n"));
  return await readCases(["cases.jsonl"], space.path);
}

test("cases are read as test-behavior writes them, or in columns; of two of one id the first counts", async () => {
  const { byId, read } = await casesOf(
    '{"id":"a/1","test":"a","case":"1","input":"x","candidate":{"outcome":"fail","prediction":"yes"},"baseline":null}',
    '{"id":"b","input":"y","output":"no"}',
    "",
    '{"id":"__proto__","input":"z","prediction":"maybe"}',
    '{"id":"b","input":"another"}',
    '{"id":"c","input":{"age":3}}',
  );
  expect([...byId]).toEqual([
    ["a/1", { input: "x", output: "yes" }],
    ["b", { input: "y", output: "no" }],
    ["__proto__", { input: "z", output: "maybe" }],
  ]);
  expect(read).toMatchObject([{ name: "cases.jsonl" }]);
});

test("a line that is not JSON is named by its place", async () => {
  await expect(casesOf("{}", "{")).rejects.toThrow("cases.jsonl, line 2 is not JSON");
});
