import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSource, withoutCredentials } from "./source.ts";

test("a work tree's commit, branch, remote and changes are what git says", async () => {
  await using folder = await createFolder();
  git(folder.path, "init", "--quiet", "--initial-branch=candidate");
  await expect(readSource(folder.path, process.env)).resolves.toBeNull();
  await writeFile(join(folder.path, "a.txt"), "a");
  git(folder.path, "add", "a.txt");
  git(folder.path, "-c", "user.name=n", "-c", "user.email=e@x.test", "commit", "--quiet", "--message=one");
  const commit = git(folder.path, "rev-parse", "HEAD").trim();
  const clean = { commit, dirty: false, remote: null, ref: "refs/heads/candidate" };
  await expect(readSource(folder.path, process.env)).resolves.toEqual(clean);
  await writeFile(join(folder.path, "new.txt"), "untracked");
  git(folder.path, "remote", "add", "origin", "https://user:secret@host.test/octo-org/sentiment.git");
  git(folder.path, "checkout", "--quiet", "--detach");
  await expect(readSource(folder.path, process.env)).resolves.toEqual({
    commit,
    dirty: true,
    remote: "https://host.test/octo-org/sentiment.git",
    ref: null,
  });
});

test("outside of a work tree, or without git, there is no source", async () => {
  await using folder = await createFolder();
  await expect(readSource(folder.path, { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() })).resolves.toBeNull();
  await expect(readSource(process.cwd(), { PATH: folder.path })).resolves.toBeNull();
});

test("credentials are taken out of addresses, and nothing else", () => {
  expect(withoutCredentials("https://x-access-token:ghs_a@b@host.test/o/r")).toBe("https://host.test/o/r");
  expect(withoutCredentials("git@host.test:o/r.git")).toBe("git@host.test:o/r.git");
  expect(withoutCredentials("https://host.test/o/r@v1")).toBe("https://host.test/o/r@v1");
});

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd, encoding: "utf8" });
}

async function createFolder() {
  const path = await mkdtemp(join(tmpdir(), "airworthy-source-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
