import { mkdtempDisposable, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { readExportLines } from "./export-lines.ts";

async function linesOf(bytes: Uint8Array): Promise<readonly (string | null)[]> {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-lines-"));
  const path = join(space.path, "a.jsonl");
  await writeFile(path, bytes);
  const { file, lines } = await readExportLines(path, "a.jsonl");
  expect(file).toEqual({ name: "a.jsonl", sha256: sha256(bytes) });
  return [...lines];
}

const swapped = (text: string) => Buffer.from(text, "utf16le").swap16();

test.each([
  ["UTF-8", Buffer.from("é\nb")],
  ["UTF-8 with a mark", Buffer.from("\ufeffé\nb")],
  ["UTF-16, the small end first", Buffer.from("\ufeffé\nb", "utf16le")],
  ["UTF-16, the big end first", swapped("\ufeffé\nb")],
])("lines in %s are texts", async (_, bytes) => {
  expect(await linesOf(bytes)).toEqual(["é", "b"]);
});

test("a line in another encoding is none, and costs no other its place", async () => {
  expect(await linesOf(Buffer.concat([Buffer.from("a\n"), Buffer.from("é\n", "latin1"), Buffer.from("b\n")]))).toEqual([
    "a",
    null,
    "b",
  ]);
  expect(await linesOf(Buffer.from([0xc0, 0x80, 0x0a, 0xed, 0xa0, 0x80]))).toEqual([null, null]);
  expect(await linesOf(new Uint8Array())).toEqual([]);
});

test("what is too large, or no file, is refused before it is read", async () => {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-lines-"));
  const path = join(space.path, "large.jsonl");
  await writeFile(path, "");
  // Of a gigabyte nothing is on the disk.
  await truncate(path, 1024 ** 3);
  await expect(readExportLines(path, "large.jsonl")).rejects.toThrow("large.jsonl has 1073741824 bytes");
  await expect(readExportLines(space.path, "folder")).rejects.toThrow("folder is no file");
  await writeFile(path, "12345");
  await expect(readExportLines(path, "large.jsonl", 4)).rejects.toThrow("has 5 bytes; at most 4 are allowed");
});

test("a file that is not there is named with where it was asked for", async () => {
  await expect(readExportLines("/nowhere/a.jsonl", "a.jsonl")).rejects.toMatchObject({
    message: "a.jsonl cannot be read",
    remedy: expect.stringContaining("exports"),
  });
});
