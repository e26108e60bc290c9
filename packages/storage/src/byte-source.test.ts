import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openByteSource } from "./byte-source.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("exactly the bytes that are asked for are read, or it is said that they are not there", async () => {
  await using folder = await temporaryFolder();
  const content = Buffer.from(Array.from({ length: 300 }, (_, index) => index & 255));
  const location = join(folder.path, "model");
  await writeFile(location, content);
  using source = await openByteSource(location, "model");
  expect(source.size).toBe(300);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: -5, max: 400 }), fc.integer({ min: -5, max: 400 }), async (offset, length) => {
      const reading = source.read(offset, length);
      if (offset < 0 || length < 0 || offset + length > 300) await expect(reading).rejects.toBeInstanceOf(UserError);
      else expect(content.subarray(offset, offset + length).equals(await reading)).toBe(true);
    }),
  );
});

test("a length that no file has costs no memory", async () => {
  await using folder = await temporaryFolder();
  const location = join(folder.path, "model");
  await writeFile(location, "abc");
  using source = await openByteSource(location, "model");
  for (const length of [2 ** 52, Number.MAX_VALUE, Number.NaN, Number.POSITIVE_INFINITY, 0.5]) {
    await expect(source.read(0, length)).rejects.toThrow("model has 3 bytes, not");
  }
});

test("a file that is cut short, or that there is not, is a UserError", async () => {
  await using folder = await temporaryFolder();
  const location = join(folder.path, "model");
  await writeFile(location, "abc");
  using source = await openByteSource(location, "model");
  await truncate(location, 1);
  await expect(source.read(0, 3)).rejects.toThrow("model was cut short");
  await expect(openByteSource(join(folder.path, "none"), "none")).rejects.toThrow("cannot read none: there is no such");
  await expect(openByteSource(folder.path, "folder")).rejects.toBeInstanceOf(UserError);
});
