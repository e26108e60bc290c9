import { rmSync, writeFileSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changesOf, closeUnreleased } from "../../release/changelog.ts";
import { type Candidate, releaseMessage, releaseProblems } from "../../release/check-release.ts";
import { parseOptions } from "../../release/options.ts";
import { readPlan } from "../../release/plan.ts";
import { announce } from "../../release/steps/announce.ts";
import { publish } from "../../release/steps/publish.ts";
import { push } from "../../release/steps/push.ts";
import { verify } from "../../release/steps/verify.ts";
import { checkSums } from "../../release/sums.ts";
import { firstDifference } from "../../release/tree/compare-folders.ts";
import { channelOf, commonVersion, compareVersions, namesOf } from "../../release/versions.ts";
import { REPOSITORY } from "../harness/action-manifest.ts";
import { createGitFolder } from "../harness/git-repository.ts";
import { releaseSpace } from "../harness/release-space.ts";

test("all packages are of one version, and ask for it of each other", () => {
  expect(commonVersion(REPOSITORY)).toMatch(/^\d+\.\d+\.\d+/);
});

test("a package of another version is named, and so is one that asks for another of ours", async () => {
  await using sources = await createGitFolder();
  const manifest = (version: string, needed: string) =>
    `{\n  "version": "${version}",\n  "dependencies": {\n    "@airworthy/stats": "${needed}"\n  }\n}\n`;
  await sources.commit({
    "package.json": manifest("1.0.0", "1.0.0"),
    "packages/a/package.json": manifest("1.0.0", "0.9.0"),
    "packages/b/package.json": manifest("0.9.0", "1.0.0"),
    "packages/c/package.json": manifest("1.0.0", "1.0.0"),
  });
  expect(() => commonVersion(sources.path)).toThrow(/: packages\/a\/package.json, packages\/b\/package.json$/);
});

test("a version goes to its tag and its major line, one before a release to its tag alone", () => {
  expect(namesOf("1.2.3")).toEqual({ tag: "v1.2.3", branch: "v1" });
  expect(namesOf("2.0.0-rc.1")).toEqual({ tag: "v2.0.0-rc.1", branch: null });
  for (const text of ["", "1.2", "v1.2.3", "1.2.3+x", "01.2.3", "1.2.3 ", "1.2.3-", "1.2.3-01", "1.2.3-a..b"]) {
    expect(() => namesOf(text), text).toThrow("is no version");
  }
});

test("versions are ordered as Semantic Versioning 2.0.0 orders them in its own example", () => {
  // https://semver.org/#spec-item-11
  const early = ["alpha", "alpha.1", "alpha.beta", "beta", "beta.2", "beta.11", "rc.1"].map((part) => `1.0.0-${part}`);
  const sorted = [...early, "1.0.0", "2.0.0", "2.1.0", "2.1.1"];
  expect([...sorted].reverse().sort(compareVersions)).toEqual(sorted);
  expect(sorted.map((version) => compareVersions(version, version))).toEqual(sorted.map(() => 0));
  expect(compareVersions("1.0.0-rc.10", "1.0.0-rc.9")).toBeGreaterThan(0);
  expect(() => compareVersions("1.0", "1.0.0")).toThrow("is no version");
});

test("npm's newest is a release that none comes after; one before a release never is", () => {
  expect(channelOf("1.2.3", ["1.2.2", "2.0.0-rc.1", "9", "x"])).toBe("latest");
  expect(channelOf("1.2.3", ["1.2.2", "2.0.0"])).toBe("latest-1");
  expect(channelOf("2.0.0-rc.1", [])).toBe("next");
});

test("the change log's section of a version is what the release says; without one there is no release", () => {
  const log = "# Changelog\n\n## Unreleased\n\n- b\n\n## 1.2.3 (2026-11-23)\n\n- a\n\n## 1.2.2\n";
  expect(changesOf("1.2.3", log)).toBe("- a");
  for (const version of ["1.2.30", "1.2.2", "1.2.4"])
    expect(() => changesOf(version, log), version).toThrow("says nothing");
  expect(changesOf("1.3.0", closeUnreleased("1.3.0", log))).toBe("- b");
  expect(closeUnreleased("1.3.0", log)).toContain("## Unreleased\n\n## 1.3.0\n\n- b\n");
  expect(() => closeUnreleased("1.4.0", closeUnreleased("1.3.0", log))).toThrow("that says something");
});

test("a version before a release tells what is unreleased, and leaves it to the release", () => {
  const log = "# Changelog\n\n## Unreleased\n\n- b\n\n## 1.2.3\n\n- a\n";
  expect(closeUnreleased("1.3.0-rc.1", log)).toBe(log);
  expect(changesOf("1.3.0-rc.1", log)).toBe("- b");
  expect(changesOf("1.3.0", closeUnreleased("1.3.0", closeUnreleased("1.3.0-rc.1", log)))).toBe("- b");
  expect(() => closeUnreleased("1.3.0-rc.1", log.replace("- b", ""))).toThrow("that says something");
  expect(() => changesOf("1.3.0-rc.1", log.replace("- b", ""))).toThrow("says nothing under");
});

test("each thing that stands in the way of a release is said", async () => {
  await using sources = await createGitFolder();
  const first = await sources.commit({ a: "1" });
  const second = await sources.commit({ a: "2" });
  const fine: Candidate = {
    version: "1.2.3",
    wanted: "1.2.3",
    tag: "v1.2.3",
    branch: "v1",
    commit: second,
    dirty: false,
    published: { tags: new Map([["v1.2.2", "f".repeat(40)]]), head: "f".repeat(40) },
    before: releaseMessage("1.2.2", first),
  };
  const problems = (change: Partial<Candidate>) => releaseProblems(sources.path, { ...fine, ...change });
  const tags = (...names: string[]) => ({ tags: new Map(names.map((name) => [name, "e".repeat(40)])), head: null });
  expect(problems({})).toEqual([]);
  expect(problems({ wanted: "1.2.4" })).toEqual([expect.stringContaining("1.2.4 was asked for")]);
  expect(problems({ dirty: true })).toEqual([expect.stringContaining("not committed")]);
  expect(problems({ published: tags("v1.2.3") })).toEqual([expect.stringContaining("a tag never moves")]);
  expect(problems({ published: tags("v1.10.0") })).toEqual([expect.stringContaining("1.10.0 is released already")]);
  // Of other lines, before a release, and none of ours.
  expect(problems({ published: tags("v2.0.0", "v10.0.0", "v1.3.0-rc.1", "v1.2.3-rc.9", "v1.9", "v1.x.y") })).toEqual(
    [],
  );
  const early = { version: "1.2.3-rc.2", wanted: undefined, tag: "v1.2.3-rc.2", branch: null, before: null };
  expect(problems({ ...early, published: tags("v1.2.2", "v1.2.3-rc.1", "v1.3.0-rc.5", "v2.0.0") })).toEqual([]);
  for (const later of ["v1.2.3-rc.10", "v1.2.3", "v1.2.4"]) {
    expect(problems({ ...early, published: tags(later) })).toEqual([expect.stringContaining("comes before it")]);
  }
  expect(problems({ commit: first, before: releaseMessage("1.2.2", second) })).toEqual([
    expect.stringContaining("no ancestor"),
  ]);
  expect(problems({ before: releaseMessage("1.2.2", "d".repeat(40)) })).toEqual([
    expect.stringContaining("whole history"),
  ]);
  expect(problems({ before: "something else" })).toEqual([expect.stringContaining("does not say what it was made of")]);
});

test("the first difference of two folders is named, be it a byte, a length or a file", async () => {
  await using left = await mkdtempDisposable(join(tmpdir(), "airworthy-left-"));
  await using right = await mkdtempDisposable(join(tmpdir(), "airworthy-right-"));
  const write = (name: string, inLeft: string, inRight: string) => {
    writeFileSync(join(left.path, name), inLeft);
    writeFileSync(join(right.path, name), inRight);
  };
  const difference = () => firstDifference(left.path, right.path);
  write("c", "same", "same");
  expect(difference()).toBe(null);
  write("b", "abcd", "abXd");
  expect(difference()).toBe("b differs from byte 2 on");
  write("b", "abcd", "ab");
  expect(difference()).toBe("b differs from byte 2 on");
  writeFileSync(join(right.path, "a"), "");
  expect(difference()).toBe("a is in the second only");
  expect(firstDifference(left.path, join(left.path, "none"))).toBe("b is in the first only");
});

test("a file that is changed, missing or too many is named before anything is signed, pushed or published", async () => {
  await using space = await releaseSpace();
  space.record({ "dist/a.js": "1", "dist/b.js": "2" });
  expect(checkSums(space).map(({ name }) => name)).toEqual([
    "dist/a.js",
    "dist/b.js",
    "airworthy-1.0.0.tgz",
    "airworthy-flags-1.0.0.tgz",
  ]);
  writeFileSync(join(space.tree, "dist/c.js"), "3");
  expect(() => checkSums(space)).toThrow(/says: dist\/c\.js$/);
  rmSync(join(space.tree, "dist/c.js"));
  rmSync(join(space.tree, "dist/b.js"));
  expect(() => checkSums(space)).toThrow(/says: dist\/b\.js$/);
  writeFileSync(join(space.tree, "dist/b.js"), "2");
  writeFileSync(join(space.files, "npm/airworthy-1.0.0.tgz"), "packed otherwise");
  expect(() => checkSums(space)).toThrow(/says: airworthy-1\.0\.0\.tgz$/);
});

test("a bundle of another commit than the plan's, or another machine's other result, is refused", async () => {
  await using here = await releaseSpace();
  await using there = await releaseSpace();
  const plan = here.record({ a: "1" });
  there.record({ a: "2" });
  const { root, tree, files } = here;
  const options = { ...parseOptions(["verify"], root), places: { root, tree, files } };
  await verify({ ...options, sameAs: files });
  await expect(verify({ ...options, sameAs: there.files })).rejects.toThrow("differ: SHA256SUMS, plan.json");
  writeFileSync(join(files, "plan.json"), JSON.stringify({ ...plan, releaseCommit: "a".repeat(40) }));
  await expect(verify(options)).rejects.toThrow(`the bundle holds ${plan.releaseCommit}`);
});

test("a plan with a field that is not what it must be is refused: it comes from another job", async () => {
  await using space = await releaseSpace();
  expect(() => readPlan(space)).toThrow("run the step build first");
  const plan = space.record({ a: "1" });
  expect(readPlan(space)).toEqual(plan);
  for (const wrong of [
    { tag: "v1.0.0 --force" },
    { branch: "main" },
    { parent: "HEAD" },
    { version: 1 },
    { commit: "" },
    { channel: "best" },
  ]) {
    writeFileSync(join(space.files, "plan.json"), JSON.stringify({ ...plan, ...wrong }));
    expect(() => readPlan(space), JSON.stringify(wrong)).toThrow(`${Object.keys(wrong)[0]} is`);
  }
});

test("a plan that is not of these sources, or contradicts itself or its commit, is refused wherever it is used", async () => {
  await using space = await releaseSpace();
  const plan = space.record({ a: "1" });
  const { root, tree, files } = space;
  const options = { ...parseOptions(["verify"], root), places: { root, tree, files } };
  const write = (wrong: object) => writeFileSync(join(files, "plan.json"), JSON.stringify({ ...plan, ...wrong }));
  const early = { version: "1.0.0-rc.1", tag: "v1.0.0-rc.1", branch: null, channel: "next" };
  for (const [wrong, words] of [
    [{ tag: "v1.0.1" }, "1.0.0 does not go to v1.0.1"],
    [{ branch: "v2" }, "1.0.0 does not go to v1.0.0, v2"],
    [{ branch: null }, "1.0.0 does not go to v1.0.0, null"],
    [{ channel: "next" }, "does not go to v1.0.0, v1 and next"],
    [{ ...early, branch: "v1" }, "1.0.0-rc.1 does not go to v1.0.0-rc.1, v1"],
    [{ ...early, channel: "latest" }, "does not go to v1.0.0-rc.1, null and latest"],
    [early, "is of version 1.0.0-rc.1, the sources here of 1.0.0"],
    [{ commit: "a".repeat(40) }, `the sources here are ${plan.commit}`],
  ] as const) {
    write(wrong);
    for (const step of [verify, push, announce, publish]) await expect(step(options), words).rejects.toThrow(words);
  }
  // As a rehearsal's, whose commit says so.
  write({ commit: null });
  await expect(verify(options)).rejects.toThrow(`the bundle's commit says "Airworthy 1.0.0\n\nSource: ${plan.commit}"`);
});

test("what is asked for must be understood", () => {
  const read = (...argv: string[]) => parseOptions(argv, REPOSITORY);
  expect(read("--dry-run").steps).toEqual(["build", "scenarios", "attest", "push", "announce", "publish"]);
  expect(read("push", "verify").steps).toEqual(["verify", "push"]);
  expect(() => read("pusch")).toThrow('"pusch" is no step; there are build, scenarios');
  expect(() => read("--scenarios", "none")).toThrow("all or few");
  expect(() => read("--allow-dirty")).toThrow("a release is of a commit");
  expect(() => read("--dryrun")).toThrow("--dryrun");
});
