import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createGitFolder, type GitFolder } from "../../../test/harness/git-repository.ts";
import { openRefStore } from "./ref-store.ts";

const REF = "refs/heads/airworthy-history";
const surroundings = { env: process.env, signal: new AbortController().signal };

async function open(at: GitFolder, ref = REF) {
  return (await openRefStore(at.path, ref, surroundings)).open();
}

const change = (files: Record<string, string>, deletions: readonly string[] = []) => ({
  files: new Map(Object.entries(files)),
  deletions,
  message: "Record 1 entry",
});

test("a ref that is not there is empty; its first commit has no parent", async () => {
  await using at = await createGitFolder();
  await at.commit({ a: "1" });
  const state = await open(at);
  expect(state.tip).toBeNull();
  await expect(state.list("history")).resolves.toEqual([]);
  await expect(state.read("README.md", 10)).resolves.toBeNull();
  const commit = await state.commit(change({ "README.md": "hello\n", "history/2026-03.jsonl": "{}\n" }));
  expect(at.git("rev-list", "--parents", REF)).toBe(commit);
  expect(at.git("ls-tree", "-r", "--name-only", REF)).toBe("README.md\nhistory/2026-03.jsonl");
  expect(at.git("log", "-1", "--format=%an %s", REF)).toBe("airworthy Record 1 entry");
  expect(at.git("fsck", "--strict")).toBe("");
});

test("texts come back as they were written, whatever line ends and attributes the repository likes", async () => {
  await using at = await createGitFolder();
  at.git("config", "core.autocrlf", "true");
  await at.commit({ ".gitattributes": "* text eol=crlf\n" });
  const text = "a\r\nb\né𝒳\n";
  await (await open(at)).commit(change({ "x/y/z.txt": text, empty: "" }));
  const state = await open(at);
  await expect(state.read("x/y/z.txt", 100)).resolves.toBe(text);
  await expect(state.read("empty", 100)).resolves.toBe("");
  await expect(state.list("x/y")).resolves.toEqual(["z.txt"]);
  await expect(state.list("x")).resolves.toEqual([]);
  await expect(state.list("empty")).resolves.toEqual([]);
  await expect(state.list("nowhere")).resolves.toEqual([]);
});

test("what a change does not name stays, what it deletes goes, and so does a folder that is left empty", async () => {
  await using at = await createGitFolder();
  await (await open(at)).commit(change({ "a/1": "1", "a/2": "2", "b/c/3": "3", d: "4" }));
  await (await open(at)).commit(change({ "a/1": "one" }, ["b/c/3", "a/2"]));
  expect(at.git("ls-tree", "-r", "--name-only", REF)).toBe("a/1\nd");
  expect(at.git("show", `${REF}:a/1`)).toBe("one");
  expect(at.git("rev-list", "--count", REF)).toBe("2");
  await (await open(at)).commit(change({}, ["a/1", "d"]));
  expect(at.git("ls-tree", "-r", "--name-only", REF)).toBe("");
});

test("a ref that has moved since it was opened is left as it is", async () => {
  await using at = await createGitFolder();
  const [one, two] = [await open(at), await open(at)];
  const first = await one.commit(change({ a: "1" }));
  await expect(two.commit(change({ a: "2" }))).resolves.toBeNull();
  const [three, four] = [await open(at), await open(at)];
  const second = await three.commit(change({ a: "3" }));
  await expect(four.commit(change({ a: "4" }))).resolves.toBeNull();
  expect(at.git("rev-list", REF)).toBe(`${second}\n${first}`);
});

test("neither the work tree nor the index is touched, and the user's name is not taken", async () => {
  await using at = await createGitFolder();
  await at.commit({ a: "1", b: "2" });
  at.git("config", "user.name", "Somebody");
  at.git("config", "user.email", "somebody@x.test");
  at.git("config", "commit.gpgSign", "true");
  at.git("config", "user.signingKey", "nobody");
  await writeFile(join(at.path, "a"), "changed");
  await writeFile(join(at.path, "new"), "untracked");
  at.git("add", "a");
  const seen = [at.git("status", "--porcelain"), await readFile(join(at.path, ".git", "index"), "hex")];
  await (await open(at)).commit(change({ a: "history" }));
  expect([at.git("status", "--porcelain"), await readFile(join(at.path, ".git", "index"), "hex")]).toEqual(seen);
  expect(at.git("log", "-1", "--format=%an <%ae>", REF)).toBe("airworthy <airworthy@users.noreply.github.com>");
});

test("a ref that was only fetched is gone on with, not begun anew", async () => {
  await using at = await createGitFolder();
  const fetched = await at.commit({ "history/2026-02.jsonl": "{}\n" });
  at.git("update-ref", "refs/remotes/origin/airworthy-history", fetched);
  const state = await open(at);
  expect(state.tip).toBe(fetched);
  const commit = await state.commit(change({ "history/2026-03.jsonl": "{}\n" }));
  expect(at.git("rev-list", REF)).toBe(`${commit}\n${fetched}`);
  expect(at.git("rev-parse", "refs/remotes/origin/airworthy-history")).toBe(fetched);
});

test("what was fetched since the last writing is gone on with, so that it can be pushed", async () => {
  await using at = await createGitFolder();
  const first = await (await open(at)).commit(change({ a: "1" }));
  const second = await (await open(at)).commit(change({ a: "2" }));
  at.git("update-ref", "refs/remotes/origin/airworthy-history", second ?? "");
  at.git("update-ref", REF, first ?? "");
  const third = await (await open(at)).commit(change({ a: "3" }));
  expect(at.git("rev-list", REF)).toBe([third, second, first].join("\n"));
  // What was written here since is not thrown away.
  expect((await open(at)).tip).toBe(third);
});

test("a ref that is broken, or points to no commit that is here, is neither taken for none nor waited for", async () => {
  await using at = await createGitFolder();
  const commit = await at.commit({ a: "1" });
  at.git("tag", "--annotate", "--message=t", "t");
  at.git("update-ref", "refs/airworthy/tag", at.git("rev-parse", "t"));
  await expect(open(at, "refs/airworthy/tag")).rejects.toThrow("it points to a tag");
  at.git("update-ref", REF, commit);
  const file = join(at.path, ".git", ...REF.split("/"));
  for (const content of ["", `${"1".repeat(40)}\n`]) {
    await writeFile(file, content);
    await expect(open(at)).rejects.toMatchObject({ kind: "failed", message: expect.stringContaining("is no commit") });
  }
});

test("a ref that somebody is writing right now counts as moved", async () => {
  await using at = await createGitFolder();
  const state = await open(at);
  await mkdir(join(at.path, ".git", "refs", "heads"), { recursive: true });
  await writeFile(join(at.path, ".git", `${REF}.lock`), "");
  await expect(state.commit(change({ a: "1" }))).resolves.toBeNull();
});

test("a name that is no UTF-8 stops it: written back it would be another", async () => {
  await using at = await createGitFolder();
  const blob = await at.commit({ a: "1" }).then(() => at.git("rev-parse", "HEAD:a"));
  const name = Buffer.from([0x78, 0xe9]);
  const input = Buffer.concat([Buffer.from(`100644 blob ${blob}\t`), name, Buffer.from("\0")]);
  const tree = execFileSync("git", ["mktree", "-z"], { cwd: at.path, input, encoding: "utf8" }).trim();
  at.git("update-ref", REF, at.git("commit-tree", tree, "-m", "x"));
  await expect((await open(at)).commit(change({ b: "1" }))).rejects.toThrow(/A name in the tree .* is no UTF-8/);
});

test("no hook of the repository runs", async () => {
  await using at = await createGitFolder();
  await at.commit({ a: "1" });
  const hook = join(at.path, ".git", "hooks", "reference-transaction");
  await mkdir(join(hook, ".."), { recursive: true });
  await writeFile(hook, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  await expect((await open(at)).commit(change({ a: "1" }))).resolves.toMatch(/^[0-9a-f]{40}$/);
});

test("a bare repository is refused in words", async () => {
  await using at = await createGitFolder();
  at.git("init", "--quiet", "--bare", "bare.git");
  const opening = openRefStore(join(at.path, "bare.git"), REF, surroundings);
  await expect(opening).rejects.toThrow(/in a bare repository; one with a work tree is needed/);
});

test("a branch that is checked out is refused", async () => {
  await using at = await createGitFolder();
  await at.commit({ a: "1" });
  await expect(open(at, "refs/heads/main")).rejects.toThrow(/refs\/heads\/main is checked out/);
});

test.each(["main", "--help", "refs/heads/", "refs/heads/a..b:c", "HEAD"])("%j is no ref to write", async (ref) => {
  await using at = await createGitFolder();
  await expect(open(at, ref)).rejects.toMatchObject({ name: "UserError", kind: "invalid" });
});

test.each(["../x", "a//b", ".git/config", "a/../b", "/etc/x", ""])("%j is no path of a file", async (path) => {
  await using at = await createGitFolder();
  await expect((await open(at)).commit(change({ [path]: "x" }))).rejects.toMatchObject({ kind: "invalid" });
});

test("more bytes than allowed, links, folders and what is no UTF-8 are not read", async () => {
  await using at = await createGitFolder();
  await writeFile(join(at.path, "latin"), Buffer.from([0xe9]));
  const commit = await at.commit({ "folder/long": "x".repeat(100) });
  at.git("update-ref", REF, commit);
  const state = await open(at);
  await expect(state.read("folder/long", 99)).rejects.toMatchObject({ kind: "too-large" });
  await expect(state.read("folder", 99)).rejects.toMatchObject({ kind: "not-a-file" });
  await expect(state.read("latin", 99)).rejects.toThrow(/is no UTF-8/);
});
