import { appendFile, mkdtempDisposable, rename, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FileSource } from "./file-source.ts";

test("a file that is written to, touched or replaced after it was opened is noticed", async () => {
  const changes: ((path: string) => Promise<void>)[] = [
    (path) => appendFile(path, "more"),
    (path) => utimes(path, 1, 1),
    async (path) => {
      await writeFile(`${path}.new`, "text");
      await rename(`${path}.new`, path);
    },
  ];
  for (const change of changes) {
    await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-source-"));
    const path = join(folder.path, "a");
    await writeFile(path, "text");
    await using source = await FileSource.open(path, "a", () => {});
    await source.skim();
    await source.checkUnchanged(path);
    await change(path);
    await expect(source.checkUnchanged(path)).rejects.toThrow("a changed while it was read");
  }
});
