import { rmSync, writeFileSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changesOf, closeUnreleased } from "../../release/changelog.ts";
import { type Candidate, releaseMessage, releaseProblems } from "../../release/check-release.ts";
import { parseOptions } from "../../release/options.ts";
import { readPlan } from "../../release/plan.ts";
import { verify } from "../../release/steps/verify.ts";
import { checkSums } from "../../release/sums.ts";
import { firstDifference } from "../../release/tree/compare-folders.ts";
import { commonVersion, compareVersions, namesOf } from "../../release/versions.ts";
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
  for (const text of ["", "1.2", "v1.2.3", "1.2.3+x", "01.2.3", "1.2.3 ", "1.2.3-"]) {
    expect(() => namesOf(text), text).toThrow("is no version");
  }
});

test("versions are ordered by number, and one before a release comes before it", () => {
  const sorted = ["1.2.3-rc.1", "1.2.3", "1.2.10", "1.10.0", "2.0.0"];
  expect([...sorted].reverse().sort(compareVersions)).toEqual(sorted);
});

test("the change log's section of a version is what the release says; without one there is no release", () => {
  const log = "# Changelog\n\n## Unreleased\n\n- b\n\n## 1.2.3 (2026-11-23)\n\n- a\n\n## 1.2.2\n";
  expect(changesOf("1.2.3", log)).toBe("- a");
  for (const version of ["1.2", "1.2.2", "1.2.4"])
    expect(() => changesOf(version, log), version).toThrow("says nothing");
  expect(changesOf("1.3.0", closeUnreleased("1.3.0", log))).toBe("- b");
  expect(closeUnreleased("1.3.0", log)).toContain("## Unreleased\n\n## 1.3.0\n\n- b\n");
  expect(() => closeUnreleased("1.4.0", closeUnreleased("1.3.0", log))).toThrow("that says something");
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
  expect(problems({ published: tags("v1.10.0") })).toEqual([expect.stringContaining("would take v1 back")]);
  expect(problems({ published: tags("v2.0.0", "v10.0.0") })).toEqual([]);
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
  expect(() => readPlan(space.files)).toThrow("run the step build first");
  const plan = space.record({ a: "1" });
  expect(readPlan(space.files)).toEqual(plan);
  for (const wrong of [
    { tag: "v1.0.0 --force" },
    { branch: "main" },
    { parent: "HEAD" },
    { version: 1 },
    { commit: "" },
  ]) {
    writeFileSync(join(space.files, "plan.json"), JSON.stringify({ ...plan, ...wrong }));
    expect(() => readPlan(space.files), JSON.stringify(wrong)).toThrow(`${Object.keys(wrong)[0]} is`);
  }
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
