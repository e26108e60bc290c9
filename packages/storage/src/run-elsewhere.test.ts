import { mkdir, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256, UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { runElsewhere } from "./run-elsewhere.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const { signal } = new AbortController();
const WORKER = new URL("./example-elsewhere.ts", import.meta.url);

function listElsewhere(root: string, exclude: readonly string[] = [], stop = signal) {
  return runElsewhere(WORKER, { root, exclude }, stop);
}

test("another process, in other surroundings, finds the same files in the same order", async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, "I"));
  for (const name of ["b", "a", "I/ı", "left-out"]) await writeFile(join(folder.path, name), name);
  const { result, surroundings } = await listElsewhere(folder.path, ["left-out"]);
  const files = ["I/ı", "a", "b"].map((path) => ({ path, size: Buffer.byteLength(path), sha256: sha256(path) }));
  expect(result).toMatchObject({ files });
  const here = Intl.DateTimeFormat().resolvedOptions();
  expect(surroundings.timeZone).not.toBe(here.timeZone);
  expect(surroundings.umask).not.toBe(process.umask().toString(8).padStart(4, "0"));
  expect(surroundings.workingDirectory).not.toBe(process.cwd());
  // Three years and two months, in milliseconds.
  expect(Date.parse(surroundings.clock) - Date.now()).toBeGreaterThan(99_000_000_000);
  if (process.platform === "linux") expect(surroundings.locale).not.toBe(here.locale);
});

test("what a package cannot hold is the same UserError there", async () => {
  await using folder = await temporaryFolder();
  await symlink(tmpdir(), join(folder.path, "way-out"), "junction");
  const failing = listElsewhere(folder.path);
  await expect(failing).rejects.toBeInstanceOf(UserError);
  await expect(failing).rejects.toMatchObject({
    message: expect.stringContaining("model/way-out is a symbolic link"),
    remedy: expect.stringContaining("exclude the link"),
  });
});

test("an interruption ends the other process with the signal's reason", async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, "a"), "a");
  const controller = new AbortController();
  const failing = listElsewhere(folder.path, [], controller.signal);
  controller.abort(new Error("interrupted"));
  await expect(failing).rejects.toThrow("interrupted");
});

test("nothing of this process's environment goes there that could be a secret", async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, "a"), "a");
  process.env["REGISTRY_PASSWORD"] = "hunter2";
  const { result } = await listElsewhere(folder.path).finally(() => delete process.env["REGISTRY_PASSWORD"]);
  expect(result).toMatchObject({ environment: expect.arrayContaining(["LC_ALL", "TZ"]) });
  expect(result).not.toMatchObject({ environment: expect.arrayContaining(["REGISTRY_PASSWORD"]) });
});
