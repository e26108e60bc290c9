import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Options, parseOptions } from "../../release/options.ts";
import { push } from "../../release/steps/push.ts";
import { verify } from "../../release/steps/verify.ts";
import { firstDifference } from "../../release/tree/compare-folders.ts";
import { type ReleaseSpace, releaseSpace } from "../harness/release-space.ts";

const SOURCE = "0123456789abcdef0123456789abcdef01234567";
const FIRST = { "dist/a.js": "1\r\n", ".github/workflows/x.yml": "on: {}\n", "node_modules/kept": "" };

function optionsOf({ root, tree, files, remote }: ReleaseSpace): Options {
  return { ...parseOptions(["push", "--remote", remote], root), places: { root, tree, files } };
}

function refsOf({ sources, remote }: ReleaseSpace): string[] {
  return sources.git("ls-remote", remote).split("\n");
}

test("the tag and the branch appear together, at the commit that was built, byte for byte", async () => {
  await using space = await releaseSpace();
  const plan = space.record(FIRST, { commit: SOURCE, seconds: 1_767_225_600 });
  await push(optionsOf(space));
  expect(refsOf(space)).toEqual([`${plan.releaseCommit}\trefs/heads/v1`, `${plan.releaseCommit}\trefs/tags/v1.0.0`]);
  const clone = join(space.files, "clone");
  space.sources.git("-c", "core.autocrlf=false", "clone", "--quiet", "--branch", "v1.0.0", space.remote, clone);
  expect(space.sources.git("-C", clone, "log", "-1", "--format=%an %ct %B").trim()).toBe(
    `Airworthy 1767225600 Airworthy 1.0.0\n\nSource: ${SOURCE}`,
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
  space.record(FIRST, { commit: SOURCE });
  await push(optionsOf(space));
  const before = refsOf(space);
  space.record({ "dist/a.js": "2" }, { commit: SOURCE });
  await expect(push(optionsOf(space))).rejects.toThrow("v1.0.0 is released already");
  expect(refsOf(space)).toEqual(before);
});

test("the branch moves forward to the next release, which stands on the one before", async () => {
  await using space = await releaseSpace();
  const first = space.record(FIRST, { commit: SOURCE });
  await push(optionsOf(space));
  const next = { version: "1.0.1", tag: "v1.0.1", commit: SOURCE, parent: first.releaseCommit };
  const second = space.record({ "dist/a.js": "2" }, next);
  await verify(optionsOf(space));
  await push(optionsOf(space));
  expect(refsOf(space)).toContain(`${second.releaseCommit}\trefs/heads/v1`);
  expect(refsOf(space)).toContain(`${first.releaseCommit}\trefs/tags/v1.0.0`);
  expect(space.sources.git("-C", space.remote, "rev-parse", "v1^")).toBe(first.releaseCommit);
});

test("a branch that has moved since the build is not taken back, and no tag is left", async () => {
  await using space = await releaseSpace();
  const first = space.record(FIRST, { commit: SOURCE });
  await push(optionsOf(space));
  space.record(FIRST, { version: "1.0.1", tag: "v1.0.1", commit: SOURCE, parent: first.releaseCommit });
  await push(optionsOf(space));
  const before = refsOf(space);
  space.record(FIRST, { version: "1.0.2", tag: "v1.0.2", commit: SOURCE, parent: first.releaseCommit });
  await expect(push(optionsOf(space))).rejects.toThrow("build again");
  expect(refsOf(space)).toEqual(before);
});

test("where the server refuses the branch, the tag does not appear either", async () => {
  await using space = await releaseSpace();
  space.record(FIRST, { commit: SOURCE });
  // As a rule of a repository would: nobody may make a branch.
  const hook = join(space.remote, "hooks", "update");
  writeFileSync(hook, '#!/bin/sh\ncase "$1" in refs/heads/*) exit 1 ;; esac\n', { mode: 0o755 });
  await expect(push(optionsOf(space))).rejects.toThrow("git push failed");
  expect(refsOf(space)).toEqual([""]);
});

test("a version before a release gets its tag and leaves the branch", async () => {
  await using space = await releaseSpace();
  space.record(FIRST, { version: "1.0.0-rc.1", tag: "v1.0.0-rc.1", branch: null, commit: SOURCE });
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
