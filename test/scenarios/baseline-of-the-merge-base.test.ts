import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { createGitFolder, type GitFolder } from "../harness/git-repository.ts";
import {
  addArtifact,
  type GitHub,
  pullRequestEvent,
  REPOSITORY,
  startGitHub,
  zipArchive,
} from "../harness/github/index.ts";
import { runAction } from "../harness/runner.ts";

const ARTIFACT = "airworthy-predictions";
const TABLE = "out/predictions.csv";
const ROWS = 200;

/** Predictions of which so many are right, the same rows in every table. */
function predictions(right: number): string {
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const label = row % 2 === 0 ? "yes" : "no";
    const wrong = label === "yes" ? "no" : "yes";
    return `${row},${label},${row < right ? label : wrong}`;
  });
  return `id,label,prediction\n${rows.join("\n")}\n`;
}

/** What a run on a commit of the base branch left. */
function leave(github: GitHub, headSha: string, right: number, more: { fromFork?: boolean } = {}): void {
  const content = zipArchive([{ name: "predictions.csv", content: predictions(right) }]);
  addArtifact(github.state, { name: ARTIFACT, headSha, content, ...more });
}

interface Change {
  readonly head: string;
  readonly base: string;
}

/** Compares the candidate's table with the baseline of the merge base, in a job of the pull request #7. */
async function compare(at: GitFolder, github: GitHub, { head, base }: Change, right: number) {
  await mkdir(dirname(join(at.path, TABLE)), { recursive: true });
  await writeFile(join(at.path, TABLE), predictions(right));
  const pull = { number: 7, state: "open", head: { sha: head, ref: "candidate", repository: REPOSITORY } } as const;
  const run = await runAction("compare-metrics", {
    cwd: at.path,
    event: pullRequestEvent({ ...pull, base: { sha: base, ref: "main" } }),
    env: github.env,
    inputs: { candidate: TABLE, baseline: "merge-base", metrics: "accuracy", token: "ghs_x" },
  });
  // What GitHub would make a link of is broken up by these; a reader does not see them.
  return { ...run, summary: run.summary.replaceAll("<span></span>", "").replaceAll("&#35;", "#") };
}

/** main: a model, then documents only, then another model; the change leaves after the documents. */
async function branches(at: GitFolder) {
  const model = await at.commit({ "train.py": "1" }, 10);
  const documents = await at.commit({ "README.md": "better" }, 20);
  at.git("checkout", "--quiet", "-b", "candidate");
  const head = await at.commit({ "train.py": "2" }, 30);
  at.git("checkout", "--quiet", "main");
  const base = await at.commit({ "train.py": "3" }, 40);
  at.git("checkout", "--quiet", "candidate");
  return { model, documents, head, base };
}

test("the change is held against what it leaves from, past documents and a fork's fake, not the last run", async () => {
  await using github = await startGitHub();
  await using at = await createGitFolder();
  const { model, documents, head, base } = await branches(at);
  leave(github, model, 190);
  leave(github, documents, 20, { fromFork: true });
  leave(github, base, 100);
  const worse = await compare(at, github, { head, base }, 150);
  expect(worse.outputs).toMatchObject({ verdict: "fail", regressions: "1", "baseline-commit": model });
  expect(worse.exitCode).toBe(1);
  expect(worse.summary).toContain(model.slice(0, 7));
  expect(worse.summary).toContain("1 commit before the merge base");
  const same = await compare(at, github, { head, base }, 190);
  expect(same.outputs).toMatchObject({ verdict: "pass", regressions: "0", "baseline-commit": model });
});

test("a squash merge keeps its baseline, and the report says which pull request it is from", async () => {
  await using github = await startGitHub();
  await using at = await createGitFolder();
  const { documents, head, base } = await branches(at);
  const squashed = "5".repeat(40);
  const earlier = { sha: squashed, ref: "earlier", repository: REPOSITORY };
  github.state.pulls.push({ number: 5, state: "closed", head: earlier, mergedAs: documents });
  leave(github, squashed, 190);
  const run = await compare(at, github, { head, base }, 150);
  expect(run.outputs).toMatchObject({ verdict: "fail", "baseline-commit": documents });
  expect(run.summary).toContain(`from pull request #5, merged as ${documents.slice(0, 7)}`);
});

test("without any baseline the verdict is not a pass, and what was looked for is said", async () => {
  await using github = await startGitHub();
  await using at = await createGitFolder();
  const { documents, head, base } = await branches(at);
  const run = await compare(at, github, { head, base }, 150);
  expect(run.outputs).toMatchObject({ verdict: "inconclusive", "baseline-commit": "" });
  const messages = run.annotations.map(({ message }) => message).join("\n");
  expect(messages).toContain(`no run of the merge base of pull request #7, ${documents.slice(0, 7)}`);
  expect(messages).toContain("no artifact of that name seen");
});

test("a waiver that the change brings itself waives nothing; once it is on the base branch it does", async () => {
  await using github = await startGitHub();
  await using at = await createGitFolder();
  const waivers = { ".airworthy/waivers.yml": WAIVERS };
  const base = await at.commit({ "train.py": "1" });
  at.git("checkout", "--quiet", "-b", "candidate");
  const head = await at.commit(waivers);
  leave(github, base, 190);
  const own = await compare(at, github, { head, base }, 150);
  expect(own.outputs["verdict"]).toBe("fail");
  at.git("checkout", "--quiet", "main");
  await rm(join(at.path, "out"), { recursive: true });
  const reviewed = await at.commit(waivers);
  at.git("checkout", "--quiet", "-b", "later");
  const later = await at.commit({ "train.py": "2" });
  leave(github, reviewed, 190);
  const waived = await compare(at, github, { head: later, base: reviewed }, 150);
  expect(waived.outputs["verdict"]).toBe("warn");
  expect(waived.summary).toContain("waived");
});

const WAIVERS = `waivers:
  - metric: accuracy
    ceiling: 0.3
    reason: The new labels are harder.
    owner: acme/ml
    expires: 2999-01-01
`;

test("a permission that is missing is an error that names it, not a missing baseline", async () => {
  await using github = await startGitHub();
  await using at = await createGitFolder();
  const { head, base } = await branches(at);
  github.faults.push({ kind: "read-only", request: /actions\/artifacts/ });
  const run = await compare(at, github, { head, base }, 150);
  expect(run.outputs["verdict"]).toBe("error");
  expect(run.stdout + run.stderr).toContain("permissions: actions: read");
});
