import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { createGitFolder, type GitFolder } from "../../../../test/harness/git-repository.ts";
import {
  addCommit,
  type Event,
  type GitHub,
  pullRequestEvent,
  pushEvent,
  REPOSITORY,
  startGitHub,
} from "../../../../test/harness/github/index.ts";
import { workflowPorts } from "../../../../test/harness/workflow-ports.ts";
import type { BaselineSettings } from "./baseline.ts";
import { parseBaselineReference } from "./parse-reference.ts";
import { resolveBaseline } from "./resolve-baseline.ts";

const SETTINGS: BaselineSettings = {
  candidate: "metrics.json",
  package: undefined,
  artifact: "airworthy-predictions",
  depth: 20,
  token: undefined,
  login: { "registry-username": undefined, "registry-password": undefined },
};

interface Asked {
  readonly github: GitHub;
  readonly event: Event;
  readonly cwd: string;
  readonly token?: string;
  readonly candidate?: string;
}

/** The baseline's content and where it comes from, or the reason for none. */
async function resolve(reference: string, { github, event, cwd, token, candidate = "metrics.json" }: Asked) {
  await using workflow = await workflowPorts({ event, github, cwd });
  const settings = { ...SETTINGS, candidate, token };
  const sought = parseBaselineReference(reference);
  if (sought.kind === "path") throw new Error(`${reference} is a path`);
  const resolution = await resolveBaseline(sought, settings, workflow.ports);
  if (resolution.kind === "none") return resolution.reason;
  await using baseline = resolution.baseline;
  const { name, origin } = baseline;
  return { content: await readFile(baseline.path, "utf8"), name, origin };
}

/** main: v1, v2, docs; a pull request leaves after v2 with a version of its own. */
async function branches(at: GitFolder) {
  const v1 = await at.commit({ "metrics.json": "v1", "data/table.csv": "t1" }, 10);
  const v2 = await at.commit({ "metrics.json": "v2" }, 20);
  at.git("checkout", "--quiet", "-b", "candidate");
  const head = await at.commit({ "metrics.json": "candidate", "new.json": "new" }, 30);
  at.git("checkout", "--quiet", "main");
  const base = await at.commit({ "metrics.json": "v3" }, 40);
  at.git("checkout", "--quiet", "candidate");
  return { v1, v2, head, base, event: proposal(head, base) };
}

function proposal(head: string, base: string): Event {
  const pull = { number: 7, state: "open", head: { sha: head, ref: "candidate", repository: REPOSITORY } } as const;
  return pullRequestEvent({ ...pull, base: { sha: base, ref: "main" } });
}

test("the file as committed at a branch, a tag, a SHA, or the merge base is the baseline; without a token", async () => {
  await using github = await startGitHub();
  await using at = await createGitFolder();
  const { v1, v2, base, event } = await branches(at);
  at.git("tag", "v1", v1);
  const asked = { github, event, cwd: at.path };
  const origin = { how: "git", distance: null, run: null, note: null };
  expect(await resolve("git:main", asked)).toMatchObject({
    content: "v3",
    name: "main:metrics.json",
    origin: { ...origin, commit: base, committedOn: "2026-01-01T00:00:40.000Z" },
  });
  expect(await resolve("git:v1", asked)).toMatchObject({ content: "v1", origin: { ...origin, commit: v1 } });
  expect(await resolve(`git:${v2}`, asked)).toMatchObject({ content: "v2" });
  expect(await resolve("git:main~2:data/table.csv", asked)).toMatchObject({ content: "t1" });
  const own = { ...origin, distance: 0, commit: v2, committedOn: "2026-01-01T00:00:20.000Z" };
  expect(await resolve("git:merge-base", asked)).toMatchObject({ content: "v2", origin: own });
  expect(github.requests).toEqual([]);
});

test("a branch that was fetched but never checked out is its remote's", async () => {
  await using github = await startGitHub();
  await using at = await createGitFolder();
  const { base, event } = await branches(at);
  at.git("update-ref", "refs/remotes/origin/release", base);
  expect(await resolve("git:release", { github, event, cwd: at.path })).toMatchObject({ content: "v3" });
});

test("a file that the commit does not have is no baseline, and that is said", async () => {
  await using github = await startGitHub();
  await using at = await createGitFolder();
  const { base, event } = await branches(at);
  const asked = { github, event, cwd: at.path, candidate: "new.json" };
  expect(await resolve("git:main", asked)).toBe(`"new.json" is not in commit ${base.slice(0, 7)}, main`);
});

test("an unknown name, one like an option, a folder and a pointer of Git LFS are errors, not a missing baseline", async () => {
  await using github = await startGitHub();
  await using at = await createGitFolder();
  const { event } = await branches(at);
  await at.commit({ "large.csv": "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n" });
  const asked = { github, event, cwd: at.path };
  await expect(resolve("git:nowhere", asked)).rejects.toMatchObject({ kind: "unknown-revision" });
  await expect(resolve("git:--all", asked)).rejects.toMatchObject({ kind: "invalid" });
  await expect(resolve("git:main:data", asked)).rejects.toMatchObject({ kind: "not-a-file" });
  await expect(resolve("git:main:../metrics.json", asked)).rejects.toMatchObject({ kind: "invalid" });
  await expect(resolve("git:HEAD:large.csv", asked)).rejects.toThrow(/Git LFS/);
});

test("in a shallow clone GitHub knows the rest; without a token the remedy is the whole history", async () => {
  await using github = await startGitHub();
  await using origin = await createGitFolder();
  await branches(origin);
  const cwd = join(origin.path, ".git", "clone");
  origin.git("clone", "--quiet", "--depth=1", pathToFileURL(origin.path).href, cwd);
  const v2 = addCommit(github.state, { files: { "metrics.json": "v2 of GitHub" } });
  const head = addCommit(github.state);
  const base = addCommit(github.state, { parents: [v2] });
  const asked = { github, event: proposal(head, base), cwd };
  const remedy = expect.stringContaining("fetch-depth: 0");
  await expect(resolve("git:merge-base", asked)).rejects.toMatchObject({ name: "UserError", remedy });
  await expect(resolve("git:main", asked)).rejects.toMatchObject({ name: "UserError", remedy });
  const token = "t";
  const found = { commit: v2, distance: 0, committedOn: "2026-01-01T00:00:00.000Z" };
  expect(await resolve("git:merge-base", { ...asked, token })).toMatchObject({
    content: "v2 of GitHub",
    origin: found,
  });
  expect(await resolve(`git:${v2}`, { ...asked, token })).toMatchObject({ content: "v2 of GitHub" });
  // What is counted from HEAD would be another commit there.
  await expect(resolve("git:HEAD~1", { ...asked, token })).rejects.toMatchObject({ kind: "unknown-revision" });
  expect(await resolve("git:HEAD", { ...asked, token })).toMatchObject({ content: "candidate" });
});

test("a push is compared with the commit before it", async () => {
  await using github = await startGitHub();
  await using at = await createGitFolder();
  const { v1, v2, base } = await branches(at);
  const asked = (before: string) => ({ github, cwd: at.path, event: pushEvent("refs/heads/main", base, before) });
  expect(await resolve("git:merge-base", asked(v1))).toMatchObject({ content: "v1" });
  expect(await resolve("git:merge-base", asked("0".repeat(40)))).toMatchObject({
    content: "v2",
    origin: { commit: v2 },
  });
});
