import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import { readdir, readFile, stat, symlink, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { fileState, type ListedFile } from "./file-state.ts";
import { streamFile } from "./stream-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const CHUNK = 1024 * 1024;

async function listed(folder: string, content: Uint8Array): Promise<ListedFile> {
  const source = join(folder, "source");
  await writeFile(source, content);
  return { source, shown: "weights", ...fileState(await stat(source, { bigint: true })) };
}

describe("the chunks are the file's bytes, and so is the copy", () => {
  test.each([0, 1, CHUNK, 2 * CHUNK + 5])("%i bytes", async (size) => {
    await using folder = await temporaryFolder();
    const content = Buffer.alloc(size).map((_, index) => (index * 31) >> 8);
    const copyTo = join(folder.path, "copy");
    const streamed = await buffer(streamFile(await listed(folder.path, content), { copyTo }));
    expect(streamed.equals(content)).toBe(true);
    expect((await readFile(copyTo)).equals(content)).toBe(true);
  });
});

describe("no stream ends well, and no copy stays, of a file that", () => {
  const interferences: readonly (readonly [string, (source: string) => void])[] = [
    ["grows while it is read", (source) => appendFileSync(source, Buffer.alloc(CHUNK))],
    ["is cut short while it is read", (source) => writeFileSync(source, "x")],
    [
      "is replaced while it is read",
      (source) => {
        writeFileSync(`${source}-2`, Buffer.alloc(2 * CHUNK));
        renameSync(`${source}-2`, source);
      },
    ],
  ];
  test.each(interferences)("%s", async (_, interfere) => {
    await using folder = await temporaryFolder();
    const task = await listed(folder.path, Buffer.alloc(2 * CHUNK));
    const reading = async () => {
      for await (const chunk of streamFile(task, { copyTo: join(folder.path, "copy") })) {
        if (chunk.length === CHUNK) interfere(task.source);
      }
    };
    await expect(reading()).rejects.toThrow("weights changed while it was being read");
    expect(await readdir(folder.path)).toEqual(["source"]);
  });

  test("is a link by now", async () => {
    await using folder = await temporaryFolder();
    const task = await listed(folder.path, Buffer.from("abc"));
    renameSync(task.source, join(folder.path, "other"));
    await symlink(join(folder.path, "other"), task.source);
    await expect(buffer(streamFile(task))).rejects.toBeInstanceOf(UserError);
    await unlink(task.source);
    await expect(buffer(streamFile(task))).rejects.toThrow("cannot read weights: there is no such file");
  });
});

test("whoever stops in between leaves no half copy", async () => {
  await using folder = await temporaryFolder();
  const task = await listed(folder.path, Buffer.alloc(3 * CHUNK));
  for await (const chunk of streamFile(task, { copyTo: join(folder.path, "copy") })) {
    expect(chunk.length).toBe(CHUNK);
    break;
  }
  expect(await readdir(folder.path)).toEqual(["source"]);
});
