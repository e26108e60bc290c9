import { cpSync, globSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Refusal } from "../../release/refusal.ts";
import { buildTwice } from "../../release/tree/build-twice.ts";
import { commonVersion } from "../../release/versions.ts";
import { setVersion } from "../../release/write-version.ts";
import { REPOSITORY } from "../harness/action-manifest.ts";
import { createGitFolder, type GitFolder } from "../harness/git-repository.ts";

const ORIGIN = { version: "1.0.0", commit: null };

/** Sources whose build writes a file of what `expression` gives. */
async function sourcesThatBuild(expression: string): Promise<GitFolder> {
  const sources = await createGitFolder();
  const program = `
    import { mkdirSync, writeFileSync } from "node:fs";
    const folder = process.argv[2] + "/tree";
    process.umask(process.argv[6]);
    mkdirSync(folder, { recursive: true });
    writeFileSync(folder + "/made", "same" + ${expression});`;
  await sources.commit({ "release/tree/build-tree.ts": program, "a.txt": "a", ".gitignore": "node_modules\nnear\n" });
  mkdirSync(join(sources.path, "node_modules", "x"), { recursive: true });
  return sources;
}

test("a build that shows nothing of its surroundings gives what it made, and leaves nothing when it is done with", async () => {
  await using sources = await sourcesThatBuild('""');
  const near = join(sources.path, "near");
  {
    using built = buildTwice(sources.path, near, ORIGIN);
    expect(readFileSync(join(built.folder, "tree", "made"), "utf8")).toBe("same");
  }
  expect(globSync("*", { cwd: near })).toEqual([]);
});

test.each([
  ["the folder", "import.meta.dirname"],
  ["the time zone", "new Date(0).getHours()"],
  ["the language", '"i".toLocaleUpperCase(process.env.LANG.slice(0, 2) === "tr" ? "tr" : "en")'],
  ["the clock", "process.hrtime.bigint()"],
])("a build that shows %s is refused, and the first byte of it named", async (_, expression) => {
  await using sources = await sourcesThatBuild(expression);
  const near = join(sources.path, "near");
  expect(() => buildTwice(sources.path, near, ORIGIN)).toThrow(/differ: tree: made differs from byte \d+ on$/);
  expect(globSync("*", { cwd: near })).toEqual([]);
});

test("a build that fails is no release, and its words are shown", async () => {
  await using sources = await sourcesThatBuild('"").missing(');
  const build = () => buildTwice(sources.path, join(sources.path, "near"), ORIGIN);
  expect(build).toThrow(Refusal);
  expect(build).toThrow("reading 'missing'");
});

test("what is released is the commit, whatever lies in the work tree", async () => {
  await using sources = await sourcesThatBuild('(await import("node:fs")).readFileSync("a.txt", "utf8")');
  const commit = sources.git("rev-parse", "HEAD");
  cpSync(join(sources.path, ".gitignore"), join(sources.path, "a.txt"));
  using built = buildTwice(sources.path, join(sources.path, "near"), { ...ORIGIN, commit });
  expect(readFileSync(join(built.folder, "tree", "made"), "utf8")).toBe("samea");
});

test("a new version is written into every manifest and the lock file, into nothing of others, and under the change log's heading", async () => {
  await using sources = await createGitFolder();
  const manifests = globSync(["package.json", "package-lock.json", "{packages,examples}/*/package.json"], {
    cwd: REPOSITORY,
  });
  for (const file of [...manifests, "CHANGELOG.md"]) cpSync(join(REPOSITORY, file), join(sources.path, file));
  const old = commonVersion(REPOSITORY);
  setVersion(sources.path, "90.1.2");
  const linesOf = (root: string) => manifests.flatMap((file) => readFileSync(join(root, file), "utf8").split("\n"));
  const before = linesOf(REPOSITORY);
  const written = linesOf(sources.path).flatMap((line, index) => (line === before[index] ? [] : [{ line, index }]));
  expect(written.length).toBeGreaterThan(100);
  for (const { line, index } of written) {
    expect(line).toMatch(/^ +"(version|@airworthy\/[\w-]+)": "90\.1\.2",?$/);
    expect(line.replace("90.1.2", old)).toBe(before[index]);
  }
  expect(readFileSync(join(sources.path, "CHANGELOG.md"), "utf8")).toMatch(/^## Unreleased\n\n## 90\.1\.2\n\n/m);
  expect(() => setVersion(sources.path, "90.1.1")).toThrow("does not come after 90.1.2");
});
