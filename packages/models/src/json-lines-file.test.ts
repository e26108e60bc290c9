import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { JsonLinesFile } from "./json-lines-file.ts";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-lines-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("what was added is there once it is committed, and not before", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "deep", "cases.jsonl");
    await using file = await JsonLinesFile.create(path);
    for (let row = 0; row < 5_000; row++) {
      file.add({ row, text: "line\nbreak" });
      await file.drain();
    }
    await expect(readFile(path)).rejects.toThrow(/ENOENT/);
    await file.commit();
    const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
    expect(lines).toHaveLength(5_000);
    expect(lines[4_999]).toBe('{"row":4999,"text":"line\\nbreak"}');
    expect(await readdir(join(folder, "deep"))).toEqual(["cases.jsonl"]);
  });
});

test("closed without a commit, it leaves what was there and nothing else", async () => {
  await inFolder(async (folder) => {
    await writeFile(join(folder, "cases.jsonl"), "before\n");
    const file = await JsonLinesFile.create(join(folder, "cases.jsonl"));
    file.add(1);
    await file.drain(0);
    await file[Symbol.asyncDispose]();
    expect(await readdir(folder)).toEqual(["cases.jsonl"]);
    expect(await readFile(join(folder, "cases.jsonl"), "utf8")).toBe("before\n");
  });
});

test("a place that cannot be written is a UserError", async () => {
  await inFolder(async (folder) => {
    await writeFile(join(folder, "file"), "");
    await expect(JsonLinesFile.create(join(folder, "file", "x.jsonl"))).rejects.toThrow(UserError);
    await expect(JsonLinesFile.create(folder)).rejects.toThrow(/is a folder; a file was expected/);
  });
});
