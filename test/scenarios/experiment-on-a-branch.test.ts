import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createResolver } from "@airworthy/flags";
import { expect, test } from "vitest";
import { addCommit, type GitHub, pullRequestEvent, startGitHub } from "../harness/github/index.ts";
import { CANDIDATE, STABLE, writeClearance } from "../harness/rollout-workspace.ts";
import { type ActionRun, runAction } from "../harness/runner.ts";

const MAIN = "refs/heads/main";
const FOLDER = ".airworthy/flags";
const CONFIGURATION = `policy:
  expose:
    - type: reproducibility
experiments:
  prompts:
    flag: ranker
    arms:
      control: { digest: "${STABLE}" }
      short: { digest: "${CANDIDATE}" }
`;

interface World extends AsyncDisposable {
  readonly github: GitHub;
  move(inputs: Readonly<Record<string, string>>, event?: { name: string; payload: unknown }): Promise<ActionRun>;
  /** A file of the branch as it stands now. */
  file(name: string): string | undefined;
}

/** A repository whose main has the plan, and a job that checked out nothing but has the evidence. */
async function createWorld(): Promise<World> {
  const github = await startGitHub();
  const cwd = await mkdtemp(join(tmpdir(), "airworthy-job-"));
  for (const digest of [CANDIDATE, STABLE]) await writeClearance(cwd, digest);
  github.state.refs.set(MAIN, addCommit(github.state, { files: { "airworthy.yml": CONFIGURATION, "model.py": "m" } }));
  return {
    github,
    move: (inputs, event = { name: "workflow_dispatch", payload: {} }) =>
      runAction("manage-experiment", {
        inputs: { experiment: "prompts", branch: "main", ...inputs },
        env: { ...github.env },
        event,
        cwd,
      }),
    file(name) {
      const commit = github.state.commits.find(({ sha }) => sha === github.state.refs.get(MAIN));
      return commit?.files.get(name)?.toString();
    },
    async [Symbol.asyncDispose]() {
      await github[Symbol.asyncDispose]();
      await rm(cwd, { recursive: true, force: true });
    },
  };
}

test.concurrent("a start is one commit of two files beside the others, with nothing checked out", async () => {
  await using world = await createWorld();
  const { github, move, file } = world;
  const run = await move({ move: "start" });
  expect(run.stderr).toBe("");
  expect(run.outputs).toMatchObject({ verdict: "pass", effect: "moved", weights: "control=5000,short=5000" });
  expect(run.outputs["place"]).toBe(github.state.refs.get(MAIN));
  const commit = github.state.commits.at(-1);
  expect([...(commit?.files.keys() ?? [])].toSorted()).toEqual([
    `${FOLDER}/experiments.json`,
    `${FOLDER}/flags.json`,
    "airworthy.yml",
    "model.py",
  ]);
  const { value } = createResolver(file(`${FOLDER}/flags.json`) ?? "").resolve("ranker", { targetingKey: "u1" });
  expect([STABLE, CANDIDATE]).toContain(value);
  expect((await move({ move: "start" })).outputs).toMatchObject({ effect: "unchanged", place: "" });
  expect(github.state.commits).toHaveLength(2);
});

test.concurrent("of two workers who stop at once one does; the other finds it stopped", async () => {
  await using world = await createWorld();
  await world.move({ move: "start" });
  const runs = await Promise.all([1, 2].map(() => world.move({ move: "stop" })));
  expect(runs.map(({ outputs }) => outputs["effect"]).toSorted()).toEqual(["moved", "unchanged"]);
  expect(JSON.parse(world.file(`${FOLDER}/experiments.json`) ?? "")).toMatchObject({
    experiments: [{ phase: "stopped", revision: 2 }],
  });
});

test.concurrent("a protected branch is changed by pull requests, the same move by one", async () => {
  await using world = await createWorld();
  const { state } = world.github;
  state.protectedRefs.add(MAIN);
  const propose = () => world.move({ move: "start", propose: "true" });
  const proposed = await propose();
  const place = "https://github.com/octo-org/sentiment/pull/8";
  expect(proposed.outputs).toMatchObject({ verdict: "pass", effect: "proposed", place, evidence: "" });
  expect((await propose()).outputs).toMatchObject({ effect: "proposed", place });
  expect(state.pulls).toHaveLength(2);
  expect(state.pulls.at(-1)).toMatchObject({
    title: "Experiment prompts (move 1): start, control=5000,short=5000",
    head: { ref: expect.stringMatching(/^airworthy\/experiment-prompts-move-1-start-control-5000-short-5000/) },
  });
  expect(world.file(`${FOLDER}/flags.json`)).toBeUndefined();
});

test.concurrent("under a pull request nothing is moved", async () => {
  await using world = await createWorld();
  const run = await world.move({ move: "start" }, pullRequestEvent());
  expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: "error" } });
  expect(run.stdout).toContain("manage-experiment does not run under pull_request");
  expect(world.github.state.commits).toHaveLength(1);
});
