import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createGitFolder } from "../../../test/harness/git-repository.ts";
import { openRepository } from "./repository.ts";
import { runGit } from "./run-git.ts";

const signal = new AbortController().signal;

test("without git, or outside of a repository, that is said with what to do", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-none-"));
  const without = openRepository(folder.path, { env: { PATH: folder.path }, signal });
  await expect(without).rejects.toMatchObject({ kind: "no-git", remedy: expect.stringContaining("Install git") });
  const outside = openRepository(folder.path, { env: process.env, signal });
  await expect(outside).rejects.toMatchObject({ kind: "no-repository", name: "UserError" });
  const nowhere = openRepository(join(folder.path, "nowhere"), { env: process.env, signal });
  await expect(nowhere).rejects.toMatchObject({ kind: "no-repository" });
});

test("an interruption ends git, and is not taken for an answer", async () => {
  await using at = await createGitFolder();
  const stopped = AbortSignal.abort(new Error("interrupted"));
  await expect(openRepository(at.path, { env: process.env, signal: stopped })).rejects.toThrow("interrupted");
});

test("variables that would lead git elsewhere, and tokens, are not handed on", async () => {
  await using at = await createGitFolder();
  const commit = await at.commit({ a: "1" });
  const env = { ...process.env, GIT_DIR: "/nowhere", GIT_CONFIG_COUNT: "x", GITHUB_TOKEN: "secret" };
  const repository = await openRepository(at.path, { env, signal });
  await expect(repository.resolve("HEAD")).resolves.toBe(commit);
  at.git("config", "alias.shown", "!printenv GITHUB_TOKEN");
  const printed = await runGit(at.path, ["shown"], { env, signal }, 1_000);
  expect(printed).toMatchObject({ code: 1, stdout: Buffer.alloc(0) });
});

test("more than the allowed bytes are not taken", async () => {
  await using at = await createGitFolder();
  await at.commit({ a: "x".repeat(500_000) });
  const run = runGit(at.path, ["cat-file", "blob", "HEAD:a"], { env: process.env, signal }, 1_000);
  await expect(run).rejects.toMatchObject({ kind: "too-large" });
});
