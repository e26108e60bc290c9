import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { type Options, parseOptions } from "../../release/options.ts";
import { pushCredentials } from "../../release/remote.ts";
import { push } from "../../release/steps/push.ts";
import { verify } from "../../release/steps/verify.ts";
import { firstDifference } from "../../release/tree/compare-folders.ts";
import { REPOSITORY } from "../harness/action-manifest.ts";
import { type ReleaseSpace, releaseSpace } from "../harness/release-space.ts";

const FIRST = { "dist/a.js": "1\r\n", ".github/workflows/x.yml": "on: {}\n", "node_modules/kept": "" };

afterEach(() => {
  vi.unstubAllEnvs();
});

function optionsOf({ root, tree, files, remote }: ReleaseSpace): Options {
  return { ...parseOptions(["push", "--remote", remote], root), places: { root, tree, files } };
}

function refsOf({ sources, remote }: ReleaseSpace): string[] {
  return sources.git("ls-remote", remote).split("\n");
}

test("the tag and the branch appear together, at the commit that was built, byte for byte", async () => {
  await using space = await releaseSpace();
  const plan = space.record(FIRST, { seconds: 1_767_225_600 });
  await push(optionsOf(space));
  expect(refsOf(space)).toEqual([`${plan.releaseCommit}\trefs/heads/v1`, `${plan.releaseCommit}\trefs/tags/v1.0.0`]);
  const clone = join(space.files, "clone");
  space.sources.git("-c", "core.autocrlf=false", "clone", "--quiet", "--branch", "v1.0.0", space.remote, clone);
  expect(space.sources.git("-C", clone, "log", "-1", "--format=%an %ct %B").trim()).toBe(
    `Airworthy 1767225600 Airworthy 1.0.0\n\nSource: ${space.sources.git("rev-parse", "HEAD")}`,
  );
  expect(readFileSync(join(clone, "dist", "a.js"), "utf8")).toBe("1\r\n");
  expect(space.sources.git("-C", clone, "ls-files")).toBe(".github/workflows/x.yml\ndist/a.js\nnode_modules/kept");
});

test("the same release is the same commit wherever and whenever it is made", async () => {
  await using here = await releaseSpace();
  await using there = await releaseSpace();
  expect(there.record(FIRST, { seconds: 5 })).toEqual(here.record(FIRST, { seconds: 5 }));
  expect(firstDifference(here.tree, there.tree)).toBe(null);
});

test("a second push of a version is refused, and the tag stays where it is", async () => {
  await using space = await releaseSpace();
  space.record(FIRST);
  await push(optionsOf(space));
  const before = refsOf(space);
  space.record({ "dist/a.js": "2" });
  await expect(push(optionsOf(space))).rejects.toThrow("v1.0.0 is released already");
  expect(refsOf(space)).toEqual(before);
});

test("a push that was done is left, so that a job that stopped after it can run again", async () => {
  await using space = await releaseSpace();
  const first = space.record(FIRST);
  await push(optionsOf(space));
  const before = refsOf(space);
  await verify(optionsOf(space));
  await push(optionsOf(space));
  expect(refsOf(space)).toEqual(before);
  // So it is when a later release has moved the branch on meanwhile.
  const later = space.sources.git(
    "-C",
    space.remote,
    "commit-tree",
    "v1^{tree}",
    "-p",
    first.releaseCommit,
    "-m",
    "later",
  );
  space.sources.git("-C", space.remote, "update-ref", "refs/heads/v1", later);
  await push(optionsOf(space));
  expect(refsOf(space)).toContain(`${later}\trefs/heads/v1`);
});

test("where the tag is there and the branch is not, the branch alone is pushed", async () => {
  await using space = await releaseSpace();
  const { releaseCommit } = space.record(FIRST);
  await push(optionsOf(space));
  space.sources.git("-C", space.remote, "update-ref", "-d", "refs/heads/v1");
  await push(optionsOf(space));
  expect(refsOf(space)).toEqual([`${releaseCommit}\trefs/heads/v1`, `${releaseCommit}\trefs/tags/v1.0.0`]);
});

test("the branch moves forward to the next release, which stands on the one before", async () => {
  await using space = await releaseSpace();
  const first = space.record(FIRST);
  await push(optionsOf(space));
  const second = space.record({ "dist/a.js": "2" }, { version: "1.0.1", parent: first.releaseCommit });
  await verify(optionsOf(space));
  await push(optionsOf(space));
  expect(refsOf(space)).toContain(`${second.releaseCommit}\trefs/heads/v1`);
  expect(refsOf(space)).toContain(`${first.releaseCommit}\trefs/tags/v1.0.0`);
  expect(space.sources.git("-C", space.remote, "rev-parse", "v1^")).toBe(first.releaseCommit);
});

test("a branch that has moved since the build is not taken back, and no tag is left", async () => {
  await using space = await releaseSpace();
  const first = space.record(FIRST);
  await push(optionsOf(space));
  space.record(FIRST, { version: "1.0.1", parent: first.releaseCommit });
  await push(optionsOf(space));
  const before = refsOf(space);
  space.record(FIRST, { version: "1.0.2", parent: first.releaseCommit });
  await expect(push(optionsOf(space))).rejects.toThrow("build again");
  expect(refsOf(space)).toEqual(before);
});

test("where the server refuses the branch, the tag does not appear either", async () => {
  await using space = await releaseSpace();
  space.record(FIRST);
  // As a rule of a repository would: nobody may make a branch.
  const hook = join(space.remote, "hooks", "update");
  writeFileSync(hook, '#!/bin/sh\ncase "$1" in refs/heads/*) exit 1 ;; esac\n', { mode: 0o755 });
  await expect(push(optionsOf(space))).rejects.toThrow("git push failed");
  expect(refsOf(space)).toEqual([""]);
});

test("a version before a release gets its tag and leaves the branch", async () => {
  await using space = await releaseSpace();
  space.record(FIRST, { version: "1.0.0-rc.1" });
  await push(optionsOf(space));
  expect(refsOf(space).map((line) => line.slice(41))).toEqual(["refs/tags/v1.0.0-rc.1"]);
});

test("a rehearsal pushes nothing, and what is of no commit is never pushed", async () => {
  await using space = await releaseSpace();
  space.record(FIRST, { commit: null });
  await push({ ...optionsOf(space), dryRun: true });
  await expect(push(optionsOf(space))).rejects.toThrow("a release is of a commit");
  expect(refsOf(space)).toEqual([""]);
});

test("the job's token goes to the server that gave it, and to no other", () => {
  vi.stubEnv("GITHUB_TOKEN", "t");
  const header = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_VALUE_0: "AUTHORIZATION: basic eC1hY2Nlc3MtdG9rZW46dA==" };
  const credentialsFor = (server: string, address: string) => {
    vi.stubEnv("GITHUB_SERVER_URL", server);
    return pushCredentials(address);
  };
  expect(credentialsFor("https://github.com", "https://github.com/airworthy/airworthy")).toEqual({
    ...header,
    GIT_CONFIG_KEY_0: "http.https://github.com/.extraheader",
  });
  expect(credentialsFor("https://ghe.test:8443", "https://ghe.test:8443/a/b.git")).toEqual({
    ...header,
    GIT_CONFIG_KEY_0: "http.https://ghe.test:8443/.extraheader",
  });
  for (const [server, address] of [
    ["https://github.com", "https://github.com.evil.test/airworthy/airworthy"],
    ["https://github.com", "https://github.com@evil.test/airworthy"],
    ["https://github.com", "https://github.com:8443/airworthy"],
    ["https://github.com", "http://github.com/airworthy/airworthy"],
    ["https://github.com", "git@github.com:airworthy/airworthy"],
    ["https://ghe.test", "https://github.com/airworthy/airworthy"],
    ["http://ghe.test", "http://ghe.test/a/b"],
    ["none", "none"],
  ] as const) {
    expect(credentialsFor(server, address), `${server} ${address}`).toEqual({});
  }
  vi.stubEnv("GITHUB_TOKEN", "");
  expect(credentialsFor("https://github.com", "https://github.com/airworthy/airworthy")).toEqual({});
});

test("the workflow pushes as the app that docs/releasing.md tells how to set up, with what that has, and never as the job", () => {
  const [workflow = "", page = ""] = [".github/workflows/release.yml", "docs/releasing.md"].map((file) =>
    readFileSync(join(REPOSITORY, file), "utf8"),
  );
  const named = (pattern: RegExp) => [...workflow.matchAll(pattern)].map(([, name = ""]) => name);
  expect(named(/(?:vars|secrets)\.(\w+)/g)).toEqual(["RELEASE_APP_CLIENT_ID", "RELEASE_APP_PRIVATE_KEY"]);
  for (const name of named(/(?:vars|secrets)\.(\w+)/g)) expect(page).toContain(`\`${name}\``);
  expect(named(/permission-(\w+): write/g)).toEqual(["contents", "workflows"]);
  expect(page).toContain("*Contents: write* and *Workflows: write*");
  expect(named(/GITHUB_TOKEN: \$\{\{ (.*) \}\}/g)).toEqual(["steps.app.outputs.token"]);
  expect(named(/^ +contents: (\w+)/gm).filter((access) => access !== "read")).toEqual([]);
});
