import { existsSync, readFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join, posix } from "node:path";
import { expect, test } from "vitest";
import { assembleTree } from "../../release/tree/assemble-tree.ts";
import { filesIn } from "../../release/tree/compare-folders.ts";
import { linkToSources } from "../../release/tree/source-links.ts";
import { REPOSITORY } from "../harness/action-manifest.ts";
import { type ReleaseSpace, releaseSpace } from "../harness/release-space.ts";
import { mappingsIn, parseYaml } from "./yaml-document.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const SOURCES = "https://github.com/airworthy/airworthy/";
/** actions/attest 4.2.2: MAX_SUBJECT_COUNT. The packages of npm are subjects too. */
const MOST_FILES = 1024 - 2;

/** The tree of a release of this work tree, on the scripts that are built already. */
async function assembled(): Promise<ReleaseSpace> {
  const space = await releaseSpace();
  await cp(join(REPOSITORY, "dist"), join(space.tree, "dist"), { recursive: true });
  await assembleTree(REPOSITORY, space.tree, { version: "1.2.3", commit: COMMIT });
  return space;
}

test("a release holds what a runner needs, and nothing that it was made of", async () => {
  await using space = await assembled();
  const files = filesIn(space.tree);
  expect(files.length).toBeLessThanOrEqual(MOST_FILES);
  const read = (file: string) => readFileSync(join(space.tree, file), "utf8");

  const manifests = files.filter((file) => file.endsWith("/action.yml"));
  expect(manifests.length).toBeGreaterThan(15);
  for (const file of manifests) {
    const main = /^ {2}main: (.*)$/m.exec(read(file))?.[1] ?? "";
    expect(files, file).toContain(posix.join(posix.dirname(file), main));
    expect(files, file).toContain(`${posix.dirname(file)}/README.md`);
  }
  expect(files.filter((file) => /\.ts$|\.test\.|^(test|examples|docs|bench|build)\//.test(file))).toEqual([]);
  expect(files).toContain("packages/behavior/suite.schema.json");
  expect(files).toContain("dist/licenses.txt");
  expect(JSON.parse(read("release.json"))).toEqual({
    name: "airworthy",
    version: "1.2.3",
    source: { repository: "https://github.com/airworthy/airworthy", commit: COMMIT },
  });
});

test("of the workflows a release holds those that others call, and each action that they use is its own or pinned", async () => {
  await using space = await assembled();
  const workflows = filesIn(join(space.tree, ".github", "workflows"));
  expect(workflows).toContain("gate-model.yml");
  expect(workflows).not.toContain("ci.yml");
  expect(workflows).not.toContain("release.yml");
  for (const where of workflows) {
    const text = readFileSync(join(space.tree, ".github", "workflows", where), "utf8");
    const uses = parseYaml({ where, text })
      .flatMap(mappingsIn)
      .flatMap(({ uses: action }) => (typeof action === "string" ? [action] : []));
    expect(uses.length, where).toBeGreaterThan(0);
    const own = uses.filter((action) => action.startsWith("$/"));
    expect(own.filter((action) => !existsSync(join(space.tree, action.slice(2), "action.yml")))).toEqual([]);
    expect(uses.filter((action) => !action.startsWith("$/") && !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  }
});

test("every link of its documents leads to a file of the release, or to one of the sources at its commit", async () => {
  await using space = await assembled();
  let toSources = 0;
  for (const file of filesIn(space.tree).filter((path) => path.endsWith(".md"))) {
    const prose = readFileSync(join(space.tree, file), "utf8").replace(/^```[\s\S]*?^```$|`[^`\n]*`/gm, "");
    for (const [, target = ""] of prose.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
      const source = /^https:\/\/github\.com\/airworthy\/airworthy\/(?:blob|raw)\/([0-9a-f]{40})\/(.*)$/.exec(target);
      if (source !== null) {
        expect(source[1]).toBe(COMMIT);
        expect(existsSync(join(REPOSITORY, source[2] ?? "")), `${file}: ${target}`).toBe(true);
        toSources += 1;
      } else if (!/^[a-z]+:/.test(target)) {
        expect(existsSync(join(space.tree, posix.dirname(file), target)), `${file}: ${target}`).toBe(true);
      }
    }
  }
  expect(toSources).toBeGreaterThan(20);
});

test("links to what is not there are led to the sources; code, anchors and addresses stay", () => {
  const isThere = (path: string) => path === "LICENSE";
  const lead = (markdown: string) => linkToSources(markdown, "actions/x/README.md", COMMIT, isThere);
  expect(lead("[a](../../docs/a.md) and [b](../../docs/a.md#part)")).toBe(
    `[a](${SOURCES}blob/${COMMIT}/docs/a.md) and [b](${SOURCES}blob/${COMMIT}/docs/a.md#part)`,
  );
  expect(lead("[`a`](../../docs/a.md) `[b](b.md)`")).toBe(`[\`a\`](${SOURCES}blob/${COMMIT}/docs/a.md) \`[b](b.md)\``);
  const picture = `![p](${SOURCES}raw/${COMMIT}/actions/x/p.png "P")`;
  expect(lead('![p](p.png "P")')).toBe(picture);
  expect(lead('[![p](p.png "P")](../../docs/a.md)')).toBe(`[${picture}](${SOURCES}blob/${COMMIT}/docs/a.md)`);
  expect(lead('[![p](p.png "P") words](https://x.test/a)')).toBe(`[${picture} words](https://x.test/a)`);
  expect(lead('[![p](https://x.test/p.png)](../../LICENSE) [![p](p.png "P")][1]')).toBe(
    `[![p](https://x.test/p.png)](../../LICENSE) [${picture}][1]`,
  );
  for (const same of [
    "[l](../../LICENSE)",
    "[h](#here)",
    "[w](https://x.test/a)",
    "```\n[a](gone.md)\n```\n",
    "as `![](gone.png)` is",
  ]) {
    expect(lead(same)).toBe(same);
  }
});

test("the scenarios run what is shipped: none reaches for dist/ or actions/ past the release's tree", () => {
  const scenarios = filesIn(join(REPOSITORY, "test", "scenarios")).filter((file) => file.endsWith(".ts"));
  expect(scenarios.length).toBeGreaterThan(50);
  const past = scenarios.filter((file) =>
    /REPOSITORY, "(dist|actions)\b/.test(readFileSync(join(REPOSITORY, "test", "scenarios", file), "utf8")),
  );
  expect(past).toEqual([]);
});
