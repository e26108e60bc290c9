import { mkdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { layoutFiles } from "./layout-reader.ts";
import { readSmallFile } from "./read-text-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("a file that is missing, a folder, too large or no text is a UserError that names it", async () => {
  await using folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  await mkdir(at("folder"));
  await writeFile(at("latin1"), Buffer.from([0x63, 0x61, 0x66, 0xe9]));
  await writeFile(at("large"), "");
  await truncate(at("large"), 4 * 1024 * 1024 + 1);
  for (const [name, message] of [
    ["none", "cannot read none: there is no such file or folder"],
    ["latin1", "latin1 is not UTF-8"],
    ["large", "large has 4194305 bytes; at most 4194304 are allowed"],
  ] as const) {
    await expect(readSmallFile(at(name), name)).rejects.toThrow(message);
  }
  await expect(readSmallFile(at("folder"), "folder")).rejects.toBeInstanceOf(UserError);
});

test("a byte order mark is kept, so that the digest of the text is that of the file", async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, "bom"), "\ufeffa");
  expect(await readSmallFile(join(folder.path, "bom"), "bom")).toBe("\ufeffa");
});

test("a blob is found by nothing but its digest", async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, "secret"), "x");
  await expect(layoutFiles(folder.path, "out").blob("../../secret")).rejects.toBeInstanceOf(TypeError);
});
