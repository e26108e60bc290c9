import { mkdtempDisposable, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LineFile, LongLineError, MAX_LINE_BYTES } from "./line-file.ts";

async function withContent<T>(
  content: string | Buffer,
  work: (file: LineFile, path: string) => Promise<T>,
): Promise<T> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-line-file-"));
  const path = join(folder.path, "lines");
  await writeFile(path, content);
  using file = new LineFile(path);
  return await work(file, path);
}

async function scanned(file: LineFile): Promise<string[]> {
  const lines: string[] = [];
  await file.scan((line) => lines.push(line.toString()));
  return lines;
}

const all = (file: LineFile) => Array.from({ length: file.count }, (_, number) => file.read(number)?.toString());

test("lines end with LF or CRLF, the last one may end with neither, and a byte order mark is no part of the first", async () => {
  const cases: [string, string[]][] = [
    ["", []],
    ["a", ["a"]],
    ["a\n", ["a"]],
    ["a\n\n", ["a", ""]],
    ["\n\na\r\nb", ["", "", "a", "b"]],
    ["\ufeffa\nb\n", ["a", "b"]],
  ];
  for (const [content, lines] of cases) {
    await withContent(content, async (file) => {
      expect(await scanned(file)).toEqual(lines);
      expect(all(file)).toEqual(lines);
    });
  }
});

test("any lines come back, scanned or read in any order", async () => {
  const line = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.nat(150_000).map((length) => "é".repeat(length)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.infiniteStream(fc.nat()), async (texts, numbers) => {
      const lines = texts.map((text) => text.replaceAll(/[\r\n\ufeff]/g, " "));
      await withContent(lines.map((text) => `${text}\n`).join(""), async (file) => {
        expect(await scanned(file)).toEqual(lines);
        for (const number of numbers.take(20)) {
          expect(file.read(number)?.toString()).toBe(lines[number]);
          if (lines.length > 0) expect(file.read(number % lines.length)?.toString()).toBe(lines[number % lines.length]);
        }
      });
    }),
    { numRuns: 40 },
  );
});

test("what is appended is read back, also between other reads", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-line-file-"));
  using file = new LineFile(join(folder.path, "lines"), "wx+");
  file.append(["a", "b"]);
  expect(all(file)).toEqual(["a", "b"]);
  file.append(["é", ""]);
  expect(all(file)).toEqual(["a", "b", "é", ""]);
  expect(file.size).toBe(8);
  expect(file.read(4)).toBeNull();
  expect(() => new LineFile(join(folder.path, "lines"), "wx+")).toThrow(/EEXIST/);
});

test("a line that the file lost since is null", async () => {
  await withContent("one\ntwo\n", async (file, path) => {
    await scanned(file);
    await truncate(path, 5);
    expect(file.read(1)).toBeNull();
    expect(file.read(0)?.toString()).toBe("one");
  });
});

test("a line without end is refused before it fills the memory, with its number", async () => {
  await withContent(`short\n${"x".repeat(MAX_LINE_BYTES + 1)}`, async (file) => {
    await expect(scanned(file)).rejects.toThrow(LongLineError);
  });
  await withContent(`short\n${"x".repeat(MAX_LINE_BYTES * 2)}`, async (file) => {
    await expect(scanned(file)).rejects.toThrow(/^line 2 has more than/);
  });
});

test("a scan ends when it is aborted", async () => {
  await withContent("a\n", async (file) => {
    const aborted = AbortSignal.abort(new Error("interrupted"));
    await expect(file.scan(() => {}, aborted)).rejects.toThrow("interrupted");
  });
});
