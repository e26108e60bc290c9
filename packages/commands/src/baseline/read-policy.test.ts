import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createGitFolder } from "../../../../test/harness/git-repository.ts";
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
import { readPolicy } from "./read-policy.ts";

interface Asked {
  readonly github: GitHub;
  readonly event: Event;
  readonly cwd: string;
  readonly token?: string;
}

async function read(path: string, { github, event, cwd, token }: Asked) {
  await using workflow = await workflowPorts({ event, github, cwd });
  return await readPolicy(path, token, workflow.ports);
}

function proposal(head: string, base: string): Event {
  const pull = { number: 7, state: "open", head: { sha: head, ref: "candidate", repository: REPOSITORY } } as const;
  return pullRequestEvent({ ...pull, base: { sha: base, ref: "main" } });
}

test("a pull request's own version of a policy is never read: the base's is, or none", async () => {
  await using github = await startGitHub();
  await using at = await createGitFolder();
  const base = await at.commit({ "waivers.yml": "strict" });
  const head = await at.commit({ "waivers.yml": "lenient", "more.yml": "lenient" });
  const asked = { github, event: proposal(head, base), cwd: at.path };
  expect(await read("waivers.yml", asked)).toEqual({ text: "strict", commit: base });
  expect(await read("more.yml", asked)).toEqual({ text: null, commit: base });
  const group = { merge_group: { head_sha: head, base_sha: base } };
  expect(await read("waivers.yml", { ...asked, event: { name: "merge_group", payload: group } })).toEqual({
    text: "strict",
    commit: base,
  });
});

test("where the clone lacks the base commit GitHub is asked; without a token that is an error", async () => {
  await using github = await startGitHub();
  await using origin = await createGitFolder();
  await origin.commit({ "policy/waivers.yml": "lenient" });
  const cwd = join(origin.path, ".git", "clone");
  origin.git("clone", "--quiet", "--depth=1", pathToFileURL(origin.path).href, cwd);
  const base = addCommit(github.state, { files: { "policy/waivers.yml": "strict" } });
  const asked = { github, event: proposal(addCommit(github.state), base), cwd };
  await expect(read("policy/waivers.yml", asked)).rejects.toMatchObject({
    name: "UserError",
    remedy: expect.stringContaining("fetch-depth: 0"),
  });
  const token = "t";
  expect(await read("policy/waivers.yml", { ...asked, token })).toEqual({ text: "strict", commit: base });
  expect(await read("policy/none.yml", { ...asked, token })).toEqual({ text: null, commit: base });
  const inFolder = { ...asked, token, cwd: join(cwd, "policy") };
  expect(await read("waivers.yml", inFolder)).toEqual({ text: "strict", commit: base });
});

test("a base that GitHub does not show is an error, not a missing policy", async () => {
  await using github = await startGitHub();
  await using empty = await createGitFolder();
  const event = proposal("a".repeat(40), "b".repeat(40));
  const asked = { github, event, cwd: empty.path, token: "t" };
  await expect(read("waivers.yml", asked)).rejects.toMatchObject({ kind: "not-found" });
  github.faults.push({ kind: "read-only" });
  await expect(read("waivers.yml", asked)).rejects.toMatchObject({
    kind: "permission",
    remedy: expect.stringContaining("contents: read"),
  });
});

test("a policy that is a folder, a link, or no UTF-8 is an error", async () => {
  await using github = await startGitHub();
  await using at = await createGitFolder();
  await mkdir(join(at.path, "folder"));
  await writeFile(join(at.path, "latin.yml"), Buffer.from([0xe9, 0x0a]));
  const base = await at.commit({ "folder/x": "", "waivers.yml": "strict" });
  const asked = { github, event: proposal(base, base), cwd: at.path };
  await expect(read("folder", asked)).rejects.toMatchObject({ kind: "not-a-file" });
  await expect(read("latin.yml", asked)).rejects.toThrow(/is not UTF-8/);
  await expect(read("../waivers.yml", asked)).rejects.toMatchObject({ kind: "invalid" });
});

test.skipIf(process.platform === "win32")("a link at the base is not followed", async () => {
  await using github = await startGitHub();
  await using at = await createGitFolder();
  await symlink("/etc/hostname", join(at.path, "waivers.yml"));
  const base = await at.commit({});
  const asked = { github, event: proposal(base, base), cwd: at.path };
  await expect(read("waivers.yml", asked)).rejects.toThrow(/symbolic link/);
});

test("outside of a pull request the work tree's file counts", async () => {
  await using github = await startGitHub();
  await using at = await createGitFolder();
  const tip = await at.commit({ "waivers.yml": "committed" });
  await writeFile(join(at.path, "waivers.yml"), "changed");
  const asked = { github, event: pushEvent("refs/heads/main", tip, "0".repeat(40)), cwd: at.path };
  expect(await read("waivers.yml", asked)).toEqual({ text: "changed", commit: null });
  expect(await read("none.yml", asked)).toEqual({ text: null, commit: null });
  expect(await read("waivers.yml", { ...asked, event: { name: "", payload: {} } })).toMatchObject({ commit: null });
});

test("outside of a workflow what asks git and GitHub is not loaded", async () => {
  await using at = await createGitFolder();
  const script = `
    import { registerHooks } from "node:module";
    registerHooks({ load(url, context, next) {
      if (url.includes("/packages/git")) throw new Error(url);
      return next(url, context);
    } });
    const { readPolicy } = await import(${JSON.stringify(new URL("./read-policy.ts", import.meta.url).href)});
    console.log(JSON.stringify(await readPolicy("none.yml", undefined, { cwd: process.cwd(), env: {} })));`;
  const args = ["--input-type=module", "--eval", script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: at.path });
  expect(JSON.parse(stdout)).toEqual({ text: null, commit: null });
});
