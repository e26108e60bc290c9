import { chmod, mkdtempDisposable, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StarterFile } from "@airworthy/starter";
import { expect, test } from "vitest";
import { openRepository } from "./repository.ts";
import { writeFiles } from "./write-files.ts";

const FILES: readonly StarterFile[] = [
  { path: "a", text: "new a\n", state: "created", other: null },
  { path: "b", text: "new b\n", state: "replaced", other: null },
  { path: "c/d/e", text: "new e\n", state: "created", other: null },
];

/** Interrupts when it is asked for the given time. */
function interruptedAt(time: number) {
  let asked = 0;
  return {
    throwIfAborted() {
      asked += 1;
      if (asked === time) throw new Error("interrupted");
    },
  };
}

test.each([1, 2, 3, 4])("an interruption before step %i leaves all as it was", async (time) => {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-write-"));
  await writeFile(join(space.path, "b"), "old b\n");
  const repository = await openRepository(space.path, ".");
  await expect(writeFiles(repository, FILES, interruptedAt(time))).rejects.toThrow("interrupted");
  expect(await readdir(space.path)).toEqual(["b"]);
  expect(await readFile(join(space.path, "b"), "utf8")).toBe("old b\n");
});

test.skipIf(process.platform === "win32")(
  "what is replaced keeps its permissions, and so does what is kept of it",
  async () => {
    await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-write-"));
    const modeOf = async (name: string) => (await stat(join(space.path, name))).mode & 0o777;
    for (const mode of [0o755, 0o600]) {
      await writeFile(join(space.path, "b"), "old b\n");
      await chmod(join(space.path, "b"), mode);
      await writeFiles(await openRepository(space.path, "."), FILES, interruptedAt(0));
      expect([await modeOf("b"), await modeOf("b.orig")]).toEqual([mode, mode]);
    }
  },
);

test("a file that cannot be written is named, and leaves all as it was", async () => {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-write-"));
  await writeFile(join(space.path, "b"), "old b\n");
  const repository = await openRepository(space.path, ".");
  const below: StarterFile = { path: "a/below", text: "", state: "created", other: null };
  await expect(writeFiles(repository, [...FILES, below], interruptedAt(0))).rejects.toThrow(/^cannot write a\/below: /);
  expect(await readdir(space.path)).toEqual(["b"]);
});
