import { readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256, UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
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
      return { source, shown: `file ${index}`, target, size, modified: stats.mtimeNs, link: false };
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
