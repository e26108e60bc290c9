import { cp, mkdir, mkdtempDisposable, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseBehavior } from "@airworthy/behavior";
import { parseStatement, stableDigest } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { type GitHub, startGitHub } from "../harness/github/index.ts";
import { type ActionRun, runAction } from "../harness/runner.ts";

const SUITE = `
name: reviews
seed: 5
classes: [negative, positive]
lexicons:
  praise: [good, great, fine, superb, lovely, nice, neat, sweet]
  thing: [film, phone, oven, book]
tests:
  - { id: plain, kind: mft, expect: positive, templates: ["The {thing} is {praise}."] }
  - { id: negation, kind: mft, expect: negative, templates: ["The {thing} is not {praise}."] }
`;
const ANSWERS = (pattern: string) =>
  `export const predict = (texts) => texts.map((text) => (/${pattern}/.test(text) ? "negative" : "positive"));\n`;
const SHARDS = 3;

/** The artifact client speaks to none but GitHub's own hosts, and hosts below localhost, whatever the results address says. */
function environment(github: GitHub, folder: string): Record<string, string> {
  return { ...github.env, GITHUB_SERVER_URL: "https://github.com", HOME: join(folder, "home") };
}

async function evidenceDigest(run: ActionRun): Promise<string> {
  const path = run.outputs["evidence"] ?? "";
  const statement = parseStatement(await readFile(join(run.workspace, path), "utf8"), path);
  return stableDigest({ ...statement, predicate: parseBehavior(statement) });
}

test("three jobs of a matrix, a job that merges them and a job that reports say what one job says", {
  timeout: 120_000,
}, async () => {
  await using github = await startGitHub();
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-shards-"));
  const env = environment(github, space.path);
  const files = { "suite.yml": SUITE, "new.mjs": ANSWERS("never"), "old.mjs": ANSWERS("not|never") };
  const job = async (name: string) => {
    const cwd = join(space.path, name);
    await mkdir(cwd);
    return cwd;
  };
  const checkout = await job("checkout");
  for (const [name, text] of Object.entries(files)) await writeFile(join(checkout, name), text);
  const inputs = { suite: "suite.yml", candidate: "new.mjs", baseline: "old.mjs", "fail-on": "never" };
  for (let index = 1; index <= SHARDS; index++) {
    const cwd = join(space.path, `shard-${index}`);
    await cp(checkout, cwd, { recursive: true });
    const shard = { shard: `${index}/${SHARDS}`, artifact: `shard-${index}` };
    const run = await runAction("test-behavior", { cwd, env, inputs: { ...inputs, ...shard } });
    expect(run.outputs).toMatchObject({ verdict: "inconclusive", "reason-code": `one-of-${SHARDS}-shards` });
    expect(run.exitCode).toBe(0);
  }

  const merged = await runAction("merge-behavior", {
    cwd: await job("merge"),
    env,
    inputs: { artifacts: "shard-*", artifact: "evidence-behavior", junit: "behavior.xml", "fail-on": "never" },
  });
  expect(merged.stderr).toBe("");
  // 32 cases of negation, which the baseline gets right and the candidate wrong: line 10 of the suite.
  expect(merged.outputs).toMatchObject({ verdict: "fail", cases: "64", failures: "32", "new-failures": "32" });
  expect(merged.annotations).toMatchObject([{ level: "error", file: "suite.yml", line: "10" }]);
  expect(await readFile(join(merged.workspace, "behavior.xml"), "utf8")).toContain('failures="1"');

  const alone = await runAction("test-behavior", { cwd: checkout, env, inputs });
  expect(await evidenceDigest(merged)).toBe(await evidenceDigest(alone));

  const cwd = await job("report");
  const reported = await runAction("post-report", { cwd, env, inputs: { artifacts: "evidence-*" } });
  expect(reported.outputs).toMatchObject({ verdict: "fail" });
  expect(reported.summary).toContain("32 new failures");
  expect(await readdir(join(cwd, "airworthy-report"))).toContain("report.md");
});
