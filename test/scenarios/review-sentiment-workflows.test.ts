import { cp, mkdtempDisposable, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { writePredictions } from "../../examples/review-sentiment/predict.ts";
import { prepareModels } from "../../examples/review-sentiment/prepare.ts";
import { addCommit, pullRequestEvent, startGitHub, workflowRunEvent } from "../harness/github/index.ts";
import { type ActionOptions, type ActionRun, runAction } from "../harness/runner.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..");
const EXAMPLE = join("examples", "review-sentiment");
const FORK = {
  number: 8,
  state: "open",
  head: { sha: "f".repeat(40), ref: "patch-1", repository: "contributor/sentiment" },
} as const;

const workflowSchema = v.object({
  jobs: v.record(
    v.string(),
    v.object({
      steps: v.array(
        v.object({
          id: v.exactOptional(v.string()),
          uses: v.exactOptional(v.string()),
          with: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
        }),
      ),
    }),
  ),
});

type Step = NonNullable<v.InferOutput<typeof workflowSchema>["jobs"][string]>["steps"][number];

/** The steps of a workflow's job that use our actions, in order. */
async function ourSteps(workflow: string, job: string): Promise<Step[]> {
  const text = await readFile(join(REPOSITORY, ".github", "workflows", workflow), "utf8");
  const { jobs } = v.parse(workflowSchema, parse(text));
  return (jobs[job]?.steps ?? []).filter(({ uses }) => /^\.\/(.+\/)?actions\//.test(uses ?? ""));
}

/** Runs the steps one after another, outputs of the earlier ones filled into the later ones' inputs, as the runner does. */
async function runSteps(steps: readonly Step[], temp: string, options: ActionOptions): Promise<Map<string, ActionRun>> {
  const runs = new Map<string, ActionRun>();
  const value = (expression: string) => {
    const [, id = "", output = ""] = /^steps\.([\w-]+)\.outputs\.([\w-]+)$/.exec(expression) ?? [];
    const found = expression === "runner.temp" ? temp : runs.get(id)?.outputs[output];
    if (found === undefined) throw new Error(`nothing is known of ${expression}`);
    return found;
  };
  for (const step of steps) {
    const verb = step.uses?.split("/").at(-1) ?? "";
    const inputs = Object.entries(step.with ?? {}).map(([name, given]) => [
      name,
      String(given).replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => value(expression)),
    ]);
    runs.set(step.id ?? verb, await runAction(verb, { ...options, inputs: Object.fromEntries(inputs) }));
  }
  return runs;
}

test("the example's two workflows take a fork's pull request from models to comment", {
  timeout: 120_000,
}, async () => {
  await using github = await startGitHub();
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-workflows-"));
  const output = join(space.path, EXAMPLE, "output");
  await prepareModels(join(output, "models"));
  await writePredictions(output);
  await cp(join(REPOSITORY, EXAMPLE, "suite.yml"), join(space.path, EXAMPLE, "suite.yml"));
  // The base has neither waivers nor metrics of its own.
  const pull = { ...FORK, base: { ref: "main", sha: addCommit(github.state) } };
  github.state.pulls.push(pull);

  github.state.readOnly = true;
  github.state.runId = 900;
  const first = await runSteps(await ourSteps("review-sentiment.yml", "evidence"), space.path, {
    cwd: space.path,
    env: { ...github.env, GITHUB_RUN_ID: "900" },
    event: pullRequestEvent(pull),
  });
  expect([...first].map(([name, { exitCode, outputs }]) => [name, exitCode, outputs["verdict"]])).toEqual([
    ["baseline", 0, "pass"],
    ["candidate", 0, "pass"],
    ["test-behavior", 0, "fail"],
    ["compare-metrics", 0, "fail"],
    ["post-report", 0, "fail"],
  ]);
  expect(first.get("post-report")?.summary).toContain("simple negation");
  expect(github.state.comments).toEqual([]);
  expect(github.state.artifacts.map(({ name }) => name)).toEqual([
    "evidence-package-baseline",
    "evidence-package-candidate",
    "evidence-behavior",
    "evidence-metrics",
  ]);

  github.state.readOnly = false;
  github.state.runId = 1000;
  await using elsewhere = await mkdtempDisposable(join(tmpdir(), "airworthy-workflows-"));
  const second = await runSteps(await ourSteps("review-sentiment-report.yml", "report"), elsewhere.path, {
    cwd: elsewhere.path,
    env: github.env,
    event: workflowRunEvent(FORK, { id: 900, attempt: 1 }),
  });
  expect(second.get("post-report")?.outputs).toMatchObject({ verdict: "fail", comment: "created" });
  const [comment] = github.state.comments;
  expect(comment?.issue).toBe(8);
  expect(comment?.body).toContain("simple negation, fails");
  const digest = first.get("candidate")?.outputs["digest"] ?? "";
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(comment?.body).toContain(digest.slice(0, "sha256:".length + 12));
  expect(comment?.body).toContain("evidence: 10 files");
});
