import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { digestFile } from "./digest-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const signal = new AbortController().signal;

test("a file's digest is that which FIPS 180-2 publishes for its content", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "abc");
  await writeFile(path, "abc");
  expect(await digestFile(path, "abc", signal)).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

test("no file, and a folder, are UserErrors", async () => {
  await using folder = await temporaryFolder();
  await expect(digestFile(join(folder.path, "none"), "none", signal)).rejects.toThrow("cannot read none");
  await expect(digestFile(folder.path, "folder", signal)).rejects.toBeInstanceOf(UserError);
});
