import { execFileSync } from "node:child_process";
import { appendFile, mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readWorkState } from "./work-state.ts";

const IDENTITY = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];

async function repository() {
  const folder = await mkdtempDisposable(join(tmpdir(), "airworthy-git-"));
  const git = (...args: string[]) =>
    execFileSync("git", [...IDENTITY, ...args], { cwd: folder.path, encoding: "utf8" }).trim();
  git("init", "--quiet");
  return { path: folder.path, git, [Symbol.asyncDispose]: () => folder.remove() };
}

function stateOf(folder: string) {
  return readWorkState(folder, { env: process.env, signal: new AbortController().signal });
}

test("a folder without a repository, and a repository without a commit, have no state", async () => {
  await using empty = await mkdtempDisposable(join(tmpdir(), "airworthy-git-"));
  expect(await stateOf(empty.path)).toBeNull();
  await using space = await repository();
  expect(await stateOf(space.path)).toBeNull();
});

test("the state is clean after a commit, dirty with a file more, and has a digest where a file differs", async () => {
  await using space = await repository();
  await writeFile(join(space.path, "train.py"), "a\n");
  space.git("add", ".");
  space.git("commit", "--quiet", "-m", "first");
  const commit = space.git("rev-parse", "HEAD");
  expect(await stateOf(space.path)).toEqual({ commit, isDirty: false, diffSha256: null });
  await mkdir(join(space.path, "sub"));
  await writeFile(join(space.path, "sub", "new.py"), "b\n");
  expect(await stateOf(space.path)).toEqual({ commit, isDirty: true, diffSha256: null });
  await appendFile(join(space.path, "train.py"), "c\n");
  const first = await stateOf(space.path);
  expect(first?.diffSha256).toMatch(/^[0-9a-f]{64}$/);
  // From a folder below the digest is the same: it is of the whole repository.
  expect(await stateOf(join(space.path, "sub"))).toEqual(first);
  await appendFile(join(space.path, "train.py"), "d\n");
  expect((await stateOf(space.path))?.diffSha256).not.toBe(first?.diffSha256);
});

test("what a user's settings say about differences changes nothing", async () => {
  await using space = await repository();
  await writeFile(join(space.path, "a"), "a\n");
  space.git("add", ".");
  space.git("commit", "--quiet", "-m", "first");
  await appendFile(join(space.path, "a"), "b\n");
  const plain = await stateOf(space.path);
  for (const setting of ["diff.noprefix", "diff.mnemonicPrefix", "color.ui"]) space.git("config", setting, "true");
  space.git("config", "diff.external", "false");
  expect(await stateOf(space.path)).toEqual(plain);
});
