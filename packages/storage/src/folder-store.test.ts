import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderStore } from "./folder-store.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const MOST = 1000;
const change = (files: Record<string, string>, deletions: readonly string[] = []) => ({
  files: new Map(Object.entries(files)),
  deletions,
  message: "",
});

async function storeIn(folder: string) {
  const location = join(folder, "flags");
  return { location, store: folderStore({ location, shown: "flags" }) };
}

test("files are written together, with what is missing made, and read back", async () => {
  await using folder = await temporaryFolder();
  const { location, store } = await storeIn(folder.path);
  const state = await store.open();
  await expect(state.read("flags.json", MOST)).resolves.toBeNull();
  await expect(readdir(folder.path)).resolves.toEqual([]);
  await expect(state.commit(change({ "flags.json": "{}\n", "log/audit.jsonl": "é\n" }))).resolves.toMatch(
    /^[0-9a-f]{64}$/,
  );
  const next = await store.open();
  await expect(next.read("log/audit.jsonl", MOST)).resolves.toBe("é\n");
  await next.commit(change({}, ["log/audit.jsonl"]));
  await expect(readdir(location, { recursive: true })).resolves.toEqual(["flags.json", "log"]);
});

test("of two who read the same, one writes; what nobody read may change meanwhile", async () => {
  await using folder = await temporaryFolder();
  const { location, store } = await storeIn(folder.path);
  await (await store.open()).commit(change({ a: "1", b: "1" }));
  const [one, two, three] = [await store.open(), await store.open(), await store.open()];
  await Promise.all([one.read("a", MOST), two.read("a", MOST), three.read("b", MOST)]);
  const written = await Promise.all([one.commit(change({ a: "2" })), two.commit(change({ a: "3" }))]);
  expect(written.filter((place) => place === null)).toHaveLength(1);
  await expect(three.commit(change({ b: "2" }))).resolves.not.toBeNull();
  await expect(readFile(join(location, "a"), "utf8")).resolves.toBe(written[0] === null ? "3" : "2");
});

test("a file that came or went since it was looked for stops the change", async () => {
  await using folder = await temporaryFolder();
  const { location, store } = await storeIn(folder.path);
  const state = await store.open();
  await state.read("a", MOST);
  await mkdir(location);
  await writeFile(join(location, "a"), "");
  await expect(state.commit(change({ a: "1" }))).resolves.toBeNull();
  await expect(readFile(join(location, "a"), "utf8")).resolves.toBe("");
});

test("a change that a killed process had begun is ended before anything is read", async () => {
  await using folder = await temporaryFolder();
  const { location, store } = await storeIn(folder.path);
  await (await store.open()).commit(change({ a: "1", b: "1", c: "1" }));
  const journal = {
    files: [
      { path: "a", text: "2" },
      { path: "b", text: "2" },
    ],
    deletions: ["c"],
  };
  await writeFile(join(location, ".airworthy-change.json"), JSON.stringify(journal));
  await writeFile(join(location, "a"), "2");
  const state = await store.open();
  await expect(state.read("b", MOST)).resolves.toBe("2");
  await expect(readdir(location)).resolves.toEqual(["a", "b"]);
});

test("nothing outside the folder is touched, whoever asks for it", async () => {
  await using folder = await temporaryFolder();
  const { location, store } = await storeIn(folder.path);
  const state = await store.open();
  for (const path of ["../x", "/x", "a/../../x", "", "a//b", "C:\\x", "a\0"]) {
    await expect(state.commit(change({ [path]: "" })), path).rejects.toThrow("is no path of a file inside the folder");
    await expect(state.read(path, MOST), path).rejects.toThrow("is no path of a file inside the folder");
  }
  await mkdir(location);
  await writeFile(join(location, ".airworthy-change.json"), '{"files":[{"path":"../x","text":""}],"deletions":[]}');
  await expect(store.open()).rejects.toThrow("is no path");
  await writeFile(join(location, ".airworthy-change.json"), "{");
  await expect(store.open()).rejects.toThrow("flags/.airworthy-change.json is no JSON");
  await expect(readdir(folder.path)).resolves.toEqual(["flags"]);
});

test("a journal that somebody wrote beside a link writes nothing through it", async () => {
  await using folder = await temporaryFolder();
  const { location, store } = await storeIn(folder.path);
  await mkdir(join(folder.path, "outside"));
  await mkdir(location);
  await symlink(join(folder.path, "outside"), join(location, "sub"), "junction");
  const state = await store.open();
  await expect(state.commit(change({ "a.json": "{}", "sub/x": "" }))).rejects.toThrow("flags/sub is a link");
  await writeFile(
    join(location, ".airworthy-change.json"),
    '{"files":[{"path":"a.json","text":""},{"path":"sub/deep/x","text":""}],"deletions":[]}',
  );
  await expect(store.open()).rejects.toThrow("flags/sub is a link, which may lead out of the folder");
  await expect(readdir(join(folder.path, "outside"))).resolves.toEqual([]);
  await expect(readdir(location)).resolves.not.toContain("a.json");
});

test("a file that is too large, no UTF-8 or a link is not read", async () => {
  await using folder = await temporaryFolder();
  const { location, store } = await storeIn(folder.path);
  await mkdir(location);
  await writeFile(join(location, "large"), "x".repeat(MOST + 1));
  await writeFile(join(location, "latin"), Buffer.from([0xe9]));
  await symlink(join(location, "large"), join(location, "link"));
  const state = await store.open();
  await expect(state.read("large", MOST)).rejects.toThrow("flags/large has 1001 bytes");
  await expect(state.read("latin", MOST)).rejects.toThrow("flags/latin is not UTF-8");
  await expect(state.read("link", MOST)).rejects.toThrow("flags/link");
});
