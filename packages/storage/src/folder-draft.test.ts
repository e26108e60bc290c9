import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { draftFolder } from "./folder-draft.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const MARKER = ".made-by-the-test";

async function publish(place: string, files: Readonly<Record<string, string>>): Promise<void> {
  await using draft = await draftFolder(place, "out", MARKER);
  for (const [path, text] of Object.entries(files)) await draft.write(path, text);
  await draft.publish();
}

test("a folder takes the place of the last one whole: what is no longer made is gone, and nothing is left beside it", async () => {
  await using folder = await temporaryFolder();
  const place = join(folder.path, "out");
  await publish(place, { "a.txt": "1", "b/c.txt": "2" });
  await publish(place, { "a.txt": "3" });
  expect((await readdir(place, { recursive: true })).toSorted()).toEqual([MARKER, "a.txt"]);
  expect(await readFile(join(place, "a.txt"), "utf8")).toBe("3");
  expect(await readdir(folder.path)).toEqual(["out"]);
});

test("what is not published is not seen, and is removed", async () => {
  await using folder = await temporaryFolder();
  const place = join(folder.path, "out");
  await publish(place, { "a.txt": "1" });
  {
    await using draft = await draftFolder(place, "out", MARKER);
    await draft.write("a.txt", "2");
    expect(await readFile(join(place, "a.txt"), "utf8")).toBe("1");
  }
  expect(await readFile(join(place, "a.txt"), "utf8")).toBe("1");
  expect(await readdir(folder.path)).toEqual(["out"]);
});

test("an empty folder is taken, one with files of others is left alone", async () => {
  await using folder = await temporaryFolder();
  const [empty, other] = [join(folder.path, "empty"), join(folder.path, "other")];
  await mkdir(empty);
  await publish(empty, { "a.txt": "1" });
  await mkdir(other);
  await writeFile(join(other, "thesis.txt"), "years of work");
  await expect(publish(other, { "a.txt": "1" })).rejects.toThrow(`has no ${MARKER}: it was not made by airworthy`);
  expect(await readdir(other)).toEqual(["thesis.txt"]);
  expect((await readdir(folder.path)).toSorted()).toEqual(["empty", "other"]);
});

test("files of others that come while the folder is made are left alone too", async () => {
  await using folder = await temporaryFolder();
  const place = join(folder.path, "out");
  await using draft = await draftFolder(place, "out", MARKER);
  await mkdir(place);
  await writeFile(join(place, "thesis.txt"), "years of work");
  await expect(draft.publish()).rejects.toThrow("it was not made by airworthy");
  expect(await readdir(place)).toEqual(["thesis.txt"]);
});

test.each(["../a", "/a", "a//b", "a/./b", "..", "c:a", "a\\b", ""])("%j is no path within a folder", async (path) => {
  await using folder = await temporaryFolder();
  await using draft = await draftFolder(join(folder.path, "out"), "out", MARKER);
  await expect(draft.write(path, "")).rejects.toThrow("not a path within a folder");
});
