import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matches, matchingFiles } from "./matching-files.ts";

async function named(files: readonly string[], paths: readonly string[]): Promise<string[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-matching-"));
  await mkdir(join(folder.path, "events", "b.jsonl.d"), { recursive: true });
  for (const file of files) await writeFile(join(folder.path, "events", file), "");
  return (await matchingFiles(paths, folder.path)).map(({ path, name }) => {
    expect(path).toBe(join(folder.path, name));
    return name.replaceAll("\\", "/");
  });
}

test("a star stands for any characters of a file's name, in a fixed order, each file once", async () => {
  const files = ["b.jsonl", "a.jsonl", "B.jsonl", "a.csv", ".a.jsonl"];
  expect(await named(files, ["events/*.jsonl", "events/a.*"])).toEqual([
    "events/B.jsonl",
    "events/a.jsonl",
    "events/b.jsonl",
    "events/a.csv",
  ]);
});

test("a path without a star is left as it is, whether there is a file or not", async () => {
  expect(await named([], ["events/none.jsonl"])).toEqual(["events/none.jsonl"]);
});

test("a pattern that no file has, one in a folder that is not there, and one of folders are refused by name", async () => {
  await expect(named(["a.csv"], ["events/*.jsonl"])).rejects.toThrow("no file is named events/*.jsonl");
  await expect(named([], ["elsewhere/*.jsonl"])).rejects.toThrow("no file is named elsewhere/*.jsonl");
  await expect(named([], ["*/a.jsonl"])).rejects.toThrow("a * is allowed in a file's name");
});

describe("a name and a pattern", () => {
  test("match as a regular expression says", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 6 });
    const name = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(name, text, (given, pattern) => {
        const expression = new RegExp(`^${pattern.replaceAll("*", ".*")}$`);
        if (pattern.includes("*")) expect(matches(given, pattern)).toBe(expression.test(given));
      }),
    );
  });

  test("are compared without going back, however many stars there are", () => {
    expect(matches("a".repeat(200), `${"*a".repeat(60)}*b`)).toBe(false);
  });
});
