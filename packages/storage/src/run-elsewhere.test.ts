import { mkdir, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkShape, sha256, UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { type Relisting, relistedFilesSchema } from "./relist.ts";
import { runElsewhere } from "./run-elsewhere.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const { signal } = new AbortController();
const WORKER = new URL("./example-elsewhere.ts", import.meta.url);

function relistElsewhere(relisting: Relisting, stop = signal) {
  return runElsewhere(WORKER, relisting, stop);
}

test("another process, in other surroundings, finds the same files in the same order", async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, "I"));
  for (const name of ["b", "a", "I/ı", "left-out"]) await writeFile(join(folder.path, name), name);
  const relisting = { root: folder.path, shown: "model", exclude: ["left-out"], ignore: ["none"] };
  const { result, surroundings } = await relistElsewhere(relisting);
  expect(checkShape(relistedFilesSchema, result, "result")).toEqual(
    ["I/ı", "a", "b"].map((path) => ({ path, size: Buffer.byteLength(path), sha256: sha256(path) })),
  );
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
  const relisting = { root: folder.path, shown: "model", exclude: [], ignore: [] };
  const failing = relistElsewhere(relisting);
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
  const relisting = { root: folder.path, shown: "model", exclude: [], ignore: [] };
  const failing = relistElsewhere(relisting, controller.signal);
  controller.abort(new Error("interrupted"));
  await expect(failing).rejects.toThrow("interrupted");
});
