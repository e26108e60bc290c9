import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { createGitFolder, type GitFolder } from "../../../test/harness/git-repository.ts";
import { type GitRepository, openRepository } from "./repository.ts";

const surroundings = { env: process.env, signal: new AbortController().signal };

function open(path: string): Promise<GitRepository> {
  return openRepository(path, surroundings);
}

/** main: one, two, three; candidate leaves after two, with one commit of its own. */
async function branches(at: GitFolder) {
  const one = await at.commit({ "table.csv": "1" }, 10);
  const two = await at.commit({ "table.csv": "2" }, 20);
  at.git("checkout", "--quiet", "-b", "candidate");
  const head = await at.commit({ "table.csv": "head" }, 30);
  at.git("checkout", "--quiet", "main");
  const three = await at.commit({ "README.md": "docs" }, 40);
  return { one, two, three, head };
}

test("a branch, a tag, an abbreviated SHA and what stands before it are the commit that git says", async () => {
  await using at = await createGitFolder();
  const { one, three, head } = await branches(at);
  at.git("tag", "--annotate", "v1", "--message=v1", one);
  const repository = await open(at.path);
  expect(repository.isShallow).toBe(false);
  const names = ["main", "candidate", "v1", one.slice(0, 10), "main~2", "HEAD^^", three];
  const found = await Promise.all(names.map((name) => repository.resolve(name)));
  expect(found).toEqual([three, head, one, one, one, one, three]);
});

test("the merge base is the commit where the branch left, not the base branch's tip", async () => {
  await using at = await createGitFolder();
  const { two } = await branches(at);
  const repository = await open(at.path);
  await expect(repository.mergeBase("main", "candidate")).resolves.toBe(two);
});

test("ancestors are those of the first parents, nearest first, with the times of their commits", async () => {
  await using at = await createGitFolder();
  const { one, two, three } = await branches(at);
  at.git("merge", "--quiet", "--no-ff", "--message=merge", "candidate");
  const merge = at.git("rev-parse", "HEAD");
  const repository = await open(at.path);
  await expect(repository.ancestors("main", 10)).resolves.toEqual([
    { sha: merge, committedOn: "2026-01-01T00:00:00.000Z" },
    { sha: three, committedOn: "2026-01-01T00:00:40.000Z" },
    { sha: two, committedOn: "2026-01-01T00:00:20.000Z" },
    { sha: one, committedOn: "2026-01-01T00:00:10.000Z" },
  ]);
  await expect(repository.ancestors(merge, 2)).resolves.toHaveLength(2);
});

test("ancestors that changed a file are found from the root and from a folder, its removal among them", async () => {
  await using at = await createGitFolder();
  const added = await at.commit({ "flags/audit.jsonl": "1\n", "README.md": "a" }, 10);
  await at.commit({ "README.md": "b" }, 20);
  const longer = await at.commit({ "flags/audit.jsonl": "1\n2\n" }, 30);
  at.git("rm", "--quiet", "flags/audit.jsonl");
  const removed = await at.commit({ "README.md": "c", "flags/keep": "" }, 40);
  const shas = async (folder: string, path: string) =>
    (await (await open(folder)).ancestors("main", 10, path)).map(({ sha }) => sha);
  expect(await shas(at.path, "flags/audit.jsonl")).toEqual([removed, longer, added]);
  expect(await shas(join(at.path, "flags"), "audit.jsonl")).toEqual([removed, longer, added]);
  expect(await shas(join(at.path, "flags"), "../README.md")).toHaveLength(3);
  expect(await shas(at.path, "*.jsonl")).toEqual([]);
  await expect(shas(at.path, "../elsewhere")).rejects.toMatchObject({ kind: "invalid" });
});

test("a file is as it was committed, byte for byte, whatever the work tree and its filters say", async () => {
  await using at = await createGitFolder();
  const bytes = "a\r\nb\0c\n";
  const commit = await at.commit({ "data/table.csv": bytes, ".gitattributes": "* text=auto eol=lf diff=shout" });
  at.git("config", "diff.shout.textconv", "exit 9");
  await writeFile(join(at.path, "data", "table.csv"), "another");
  const root = await open(at.path);
  const stored = at.git("cat-file", "-s", "HEAD:data/table.csv");
  const content = await root.showFile(commit, "data/table.csv");
  expect(content.length).toBe(Number(stored));
  expect(Buffer.from(content).toString()).toContain("b\0c");
  const folder = await open(join(at.path, "data"));
  await expect(folder.showFile("HEAD", "table.csv")).resolves.toEqual(content);
  await expect(folder.showFile("HEAD", join(at.path, "data", "table.csv"))).resolves.toEqual(content);
});

test.skipIf(process.platform === "win32")(
  "names that look like options, searches or patterns are files' names and nothing else",
  async () => {
    await using at = await createGitFolder();
    const commit = await at.commit({ "-l": "dash", ":(top)x": "magic", "a*": "star", ab: "no" });
    const repository = await open(at.path);
    const read = async (path: string) => Buffer.from(await repository.showFile(commit, path)).toString();
    expect([await read("-l"), await read(":(top)x"), await read("a*")]).toEqual(["dash", "magic", "star"]);
  },
);

test("a file that is not there, is none, or is too large is told apart", async () => {
  await using at = await createGitFolder();
  await at.commit({ "folder/x": "12345" });
  // A link as any system can commit it.
  const target = at.git("rev-parse", "HEAD:folder/x");
  at.git("update-index", "--add", "--cacheinfo", `120000,${target},link`);
  at.git("commit", "--quiet", "--message=link");
  const commit = at.git("rev-parse", "HEAD");
  const { showFile } = await open(at.path);
  await expect(showFile(commit, "missing.csv")).rejects.toMatchObject({ kind: "no-file" });
  await expect(showFile(commit, "folder/x/y")).rejects.toMatchObject({ kind: "no-file" });
  await expect(showFile(commit, "folder")).rejects.toMatchObject({ kind: "not-a-file", message: /is a folder/ });
  await expect(showFile(commit, "link")).rejects.toMatchObject({ kind: "not-a-file", message: /symbolic link/ });
  await expect(showFile(commit, "folder/x", 4)).rejects.toMatchObject({ kind: "too-large" });
  await expect(showFile(commit, "folder/x", 5)).resolves.toHaveLength(5);
  for (const path of ["../x", "..", ".", "", "a\0b"]) {
    await expect(showFile(commit, path), path).rejects.toMatchObject({ kind: "invalid" });
  }
});

test("an unknown name is told as such, and one that git could take for an option is refused", async () => {
  await using at = await createGitFolder();
  await branches(at);
  const { resolve } = await open(at.path);
  await expect(resolve("nowhere")).rejects.toMatchObject({ kind: "unknown-revision", name: "UserError" });
  await expect(resolve("0".repeat(40))).rejects.toMatchObject({ kind: "unknown-revision" });
  await expect(resolve("main..candidate")).rejects.toMatchObject({ kind: "unknown-revision" });
  await expect(resolve("^main")).rejects.toMatchObject({ kind: "unknown-revision" });
  for (const name of [
    "--output=/tmp/x",
    "-h",
    "",
    "a b",
    "a\nb",
    "HEAD:table.csv",
    ":/change",
    "HEAD^{/change}",
    "a\0b",
  ]) {
    await expect(resolve(name), name).rejects.toMatchObject({ kind: "invalid" });
  }
});

test("a shallow clone answers nothing that its missing history could change", async () => {
  await using at = await createGitFolder();
  const { three } = await branches(at);
  await using elsewhere = await createGitFolder();
  const clone = join(elsewhere.path, "clone");
  elsewhere.git("clone", "--quiet", "--depth=1", "--no-single-branch", pathToFileURL(at.path).href, clone);
  const repository = await open(clone);
  expect(repository.isShallow).toBe(true);
  await expect(repository.resolve("HEAD")).resolves.toBe(three);
  await expect(repository.ancestors("HEAD", 1)).resolves.toHaveLength(1);
  const cut = { kind: "shallow", remedy: expect.stringContaining("fetch-depth: 0") };
  await expect(repository.ancestors("HEAD", 2)).rejects.toMatchObject(cut);
  await expect(repository.mergeBase("HEAD", "origin/candidate")).rejects.toMatchObject(cut);
});

test("commits without a common ancestor have no merge base", async () => {
  await using at = await createGitFolder();
  await at.commit({ a: "1" });
  at.git("checkout", "--quiet", "--orphan", "other");
  await at.commit({ a: "2" });
  const repository = await open(at.path);
  await expect(repository.mergeBase("main", "other")).rejects.toMatchObject({ kind: "unrelated" });
});

test("replaced commits do not change what a SHA means", async () => {
  await using at = await createGitFolder();
  const { two, head } = await branches(at);
  at.git("replace", two, head);
  const repository = await open(at.path);
  await expect(repository.showFile(two, "table.csv")).resolves.toEqual(Buffer.from("2"));
});

test("parents that a file of grafts makes up are not believed", async () => {
  await using at = await createGitFolder();
  const { one, two, three } = await branches(at);
  await writeFile(join(at.path, ".git", "info", "grafts"), `${three} ${one}\n`);
  const repository = await open(at.path);
  const shas = (await repository.ancestors(three, 3)).map(({ sha }) => sha);
  expect(shas).toEqual([three, two, one]);
});

test("a folder of the work tree that looks like a bare repository is not taken for the clone", async () => {
  await using at = await createGitFolder();
  const folder = join(at.path, "model");
  at.git("init", "--quiet", "--bare", folder);
  await expect(open(folder)).rejects.toThrow(/bare repository/);
});
