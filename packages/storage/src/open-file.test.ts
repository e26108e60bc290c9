import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { openFile } from "./open-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("a file is opened to be read", async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, "a"), "content");
  await using file = await openFile(join(folder.path, "a"), "a");
  expect(await file.readFile("utf8")).toBe("content");
});

test.skipIf(process.platform === "win32")("a pipe that nobody writes to is refused, not waited for", async () => {
  await using folder = await temporaryFolder();
  const pipe = join(folder.path, "pipe");
  execFileSync("mkfifo", [pipe]);
  await expect(openFile(pipe, "pipe")).rejects.toThrow(new UserError("pipe is not a file"));
});
