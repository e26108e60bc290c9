import { readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256, UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import type { DigestCache } from "./digest-cache.ts";
import { fileState } from "./file-state.ts";
import type { IngestTask } from "./ingest.ts";
import { ingestAll } from "./ingest-all.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const signal = new AbortController().signal;
/** Three of them are worth threads. */
const LARGE = 24 * 1024 * 1024;

async function tasksFor(folder: string, sizes: readonly number[]): Promise<IngestTask[]> {
  return await Promise.all(
    sizes.map(async (size, index) => {
      const source = join(folder, `source-${index}`);
      await writeFile(source, Buffer.alloc(size, index + 1));
      const stats = await stat(source, { bigint: true });
      const target = join(folder, `target-${index}`);
      return { source, shown: `file ${index}`, target, ...fileState(stats), link: false };
    }),
  );
}

for (const [where, sizes] of [
  ["in this thread", [3, 0, 5, 1]],
  ["on several threads", [1, LARGE, 0, LARGE + 1, 7, LARGE]],
] as const) {
  test(`${where}, digests come in the order of the tasks and every byte is told of`, async () => {
    await using folder = await temporaryFolder();
    const tasks = await tasksFor(folder.path, sizes);
    let told = 0;
    const ingested = await ingestAll(tasks, (count) => (told += count), signal);
    expect(ingested.map((one) => one.sha256)).toEqual(
      sizes.map((size, index) => sha256(Buffer.alloc(size, index + 1))),
    );
    expect(told).toBe(sizes.reduce((sum, size) => sum + size, 0));
    for (const [index, task] of tasks.entries()) {
      expect(sha256(await readFile(task.target))).toBe(ingested[index]?.sha256);
    }
  });
}

test("a file's problem on another thread is still a UserError, with its remedy", async () => {
  await using folder = await temporaryFolder();
  const tasks = await tasksFor(folder.path, [LARGE, LARGE, LARGE]);
  await truncate(join(folder.path, "source-1"), 5);
  const failing = ingestAll(tasks, () => undefined, signal);
  await expect(failing).rejects.toBeInstanceOf(UserError);
  await expect(failing).rejects.toMatchObject({
    message: "file 1 changed while it was being packaged",
    remedy: "Package the model when nothing writes to it any more.",
  });
});

for (const [where, sizes] of [
  ["in this thread", [LARGE]],
  ["on several threads", [LARGE, LARGE, LARGE]],
] as const) {
  test(`${where}, an interruption ends the work with the signal's reason`, async () => {
    await using folder = await temporaryFolder();
    const tasks = await tasksFor(folder.path, sizes);
    const controller = new AbortController();
    const stop = () => controller.abort(new Error("interrupted"));
    await expect(ingestAll(tasks, stop, controller.signal)).rejects.toThrow("interrupted");
    const already = AbortSignal.abort(new Error("before it began"));
    const again = tasks.map((task) => ({ ...task, target: `${task.target}-again` }));
    await expect(ingestAll(again, () => undefined, already)).rejects.toThrow("before it began");
  });
}

describe("with a digest cache", () => {
  /** A cache that knows every file, each by another digest than it has. */
  function lyingCache() {
    const remembered = new Map<string, string>();
    const distrusted: string[] = [];
    const cache: DigestCache = {
      warning: null,
      lookup: () => "0".repeat(64),
      remember: (location, _, { sha256: digest }) => remembered.set(location, digest),
      distrust: (shown) => distrusted.push(shown),
      save: async () => undefined,
    };
    return { cache, remembered, distrusted };
  }

  test.each([3, 3 * LARGE])("what is copied is read all the same, and a lie is noticed: %i bytes", async (size) => {
    await using folder = await temporaryFolder();
    const tasks = await tasksFor(folder.path, [size]);
    const { cache, remembered, distrusted } = lyingCache();
    const [ingested] = await ingestAll(tasks, () => undefined, signal, cache);
    if (ingested?.method === "cloned") {
      // Where the file system clones nothing has to be copied, and the cache's word is taken.
      expect(ingested).toEqual({ sha256: "0".repeat(64), method: "cloned", read: false });
      return;
    }
    const digest = sha256(Buffer.alloc(size, 1));
    expect(ingested).toEqual({ sha256: digest, method: "copied", read: true });
    expect(distrusted).toEqual(["file 0"]);
    expect([...remembered.values()]).toEqual([digest]);
  });

  test("what is linked is not read where its digest is known, and told of all the same", async () => {
    await using folder = await temporaryFolder();
    const tasks = (await tasksFor(folder.path, [5])).map((task) => ({ ...task, link: true }));
    const { cache, remembered, distrusted } = lyingCache();
    let told = 0;
    const ingested = await ingestAll(tasks, (count) => (told += count), signal, cache);
    expect(ingested).toEqual([{ sha256: "0".repeat(64), method: "linked", read: false }]);
    expect(told).toBe(5);
    expect([remembered.size, distrusted]).toEqual([0, []]);
  });

  test("a linked file that anything happened to since it was listed is read", async () => {
    await using folder = await temporaryFolder();
    const tasks = (await tasksFor(folder.path, [5])).map((task) => ({
      ...task,
      link: true,
      changed: task.changed - 1n,
    }));
    const { cache, remembered } = lyingCache();
    const [ingested] = await ingestAll(tasks, () => undefined, signal, cache);
    expect(ingested).toEqual({ sha256: sha256(Buffer.alloc(5, 1)), method: "linked", read: true });
    // Linking moves the very time that tells whether a file was left alone.
    expect(remembered.size).toBe(0);
  });
});
