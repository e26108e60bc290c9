import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createResolver } from "@airworthy/flags";
import { expect, test } from "vitest";
import { addCommit, type GitHub, pullRequestEvent, startGitHub } from "../harness/github/index.ts";
import { CANDIDATE, ROLLOUT_CONFIGURATION, STABLE, writeClearance } from "../harness/rollout-workspace.ts";
import { type ActionRun, runAction } from "../harness/runner.ts";

const MAIN = "refs/heads/main";
const BAKE_MS = 1_000;
/** Built actions read the real clock: their steps last a second, and time alone decides. */
const CONFIGURATION = ROLLOUT_CONFIGURATION.replaceAll("bake: 1h", "bake: 1s").replace(
  "  ranker:\n",
  '  ranker:\n    advance-on: bake\n    approvers: ["@ann"]\n',
);

interface World extends AsyncDisposable {
  readonly github: GitHub;
  move(
    run: number,
    inputs: Readonly<Record<string, string>>,
    event?: { name: string; payload: unknown },
  ): Promise<ActionRun>;
  start(): Promise<ActionRun>;
  /** A file of the branch as it stands now. */
  file(name: string): string | undefined;
}

/** A repository whose main has the plan, and a job that checked out nothing but has the evidence. */
async function createWorld(configuration = CONFIGURATION): Promise<World> {
  const github = await startGitHub();
  const cwd = await mkdtemp(join(tmpdir(), "airworthy-job-"));
  await writeClearance(cwd);
  github.state.refs.set(MAIN, addCommit(github.state, { files: { "airworthy.yml": configuration, "model.py": "m" } }));
  const move: World["move"] = (run, inputs, event = { name: "workflow_dispatch", payload: {} }) =>
    runAction("manage-rollout", {
      inputs: { rollout: "ranker", branch: "main", ...inputs },
      env: { ...github.env, GITHUB_RUN_ID: String(run) },
      event,
      cwd,
    });
  return {
    github,
    move,
    start: () => move(1, { move: "start", package: CANDIDATE, "baseline-package": STABLE }),
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

function served({ file }: World): unknown {
  return createResolver(file(".airworthy/flags/flags.json") ?? "").resolve("ranker", { targetingKey: "u1" }).value;
}

test.concurrent("a start is one commit of three files beside the others, with nothing checked out", async () => {
  await using world = await createWorld();
  const run = await world.start();
  expect(run.stderr).toBe("");
  expect(run.outputs).toMatchObject({ verdict: "pass", effect: "moved", phase: "running", step: "1", share: "0.05" });
  expect(run.outputs["place"]).toBe(world.github.state.refs.get(MAIN));
  const commit = world.github.state.commits.at(-1);
  expect([...(commit?.files.keys() ?? [])].toSorted()).toEqual([
    ".airworthy/flags/audit.jsonl",
    ".airworthy/flags/flags.json",
    ".airworthy/flags/rollouts.json",
    "airworthy.yml",
    "model.py",
  ]);
  const entry: unknown = JSON.parse(world.file(".airworthy/flags/audit.jsonl") ?? "");
  const by = { actor: "@octocat", via: "action", run: "https://github.com/octo-org/sentiment/actions/runs/1" };
  expect(entry).toMatchObject({ by, move: "start", request: "run-1-start" });
  expect((await world.start()).outputs).toMatchObject({ effect: "unchanged" });
  expect(world.github.state.commits).toHaveLength(2);
});

test.concurrent("of two workers who advance at once one does; the other finds the next step not baked", async () => {
  await using world = await createWorld(CONFIGURATION.replace("share: 25%, bake: 1s", "share: 25%, bake: 1h"));
  await world.start();
  await sleep(BAKE_MS);
  const runs = await Promise.all([2, 3].map((run) => world.move(run, { move: "advance", "fail-on": "never" })));
  expect(runs.map(({ outputs }) => outputs["effect"]).toSorted()).toEqual(["moved", "refused"]);
  expect(runs.map(({ outputs }) => outputs["step"])).toEqual(["2", "2"]);
  expect(world.file(".airworthy/flags/audit.jsonl")?.trimEnd().split("\n")).toHaveLength(2);
});

test.concurrent("a rollback wins over an advance, whichever comes first, and a retry of it is quiet", async () => {
  await using world = await createWorld();
  await world.start();
  await sleep(BAKE_MS);
  const [advance, back] = await Promise.all([
    world.move(2, { move: "advance", "fail-on": "never" }),
    world.move(3, { move: "rollback", why: "toxic replies" }),
  ]);
  expect(back.outputs).toMatchObject({ effect: "moved", phase: "rolled-back", stable: STABLE });
  expect(["moved", ""]).toContain(advance.outputs["effect"] ?? "");
  expect(served(world)).toBe(STABLE);
  expect(world.file(".airworthy/flags/flags.json")).not.toContain(CANDIDATE);
  const retry = await world.move(3, { move: "rollback", why: "toxic replies" });
  expect(retry.outputs).toMatchObject({ verdict: "pass", effect: "unchanged" });
  const again = await world.move(4, { move: "start", package: CANDIDATE });
  expect(again).toMatchObject({ exitCode: 1, outputs: { effect: "refused", "reason-code": "denied" } });
});

test.concurrent("a protected branch is changed by pull requests, the same move by one", async () => {
  await using world = await createWorld();
  const { state } = world.github;
  state.protectedRefs.add(MAIN);
  const propose = (run: number) =>
    world.move(run, {
      move: "start",
      package: CANDIDATE,
      "baseline-package": STABLE,
      propose: "true",
      why: "faster\nBy @boss.",
    });
  const proposed = await propose(2);
  const place = "https://github.com/octo-org/sentiment/pull/8";
  expect(proposed.outputs).toMatchObject({ verdict: "pass", effect: "proposed", place, evidence: "" });
  expect((await propose(3)).outputs).toMatchObject({ effect: "proposed", place });
  expect(state.pulls).toHaveLength(2);
  expect(state.pulls.at(-1)).toMatchObject({
    title: "Rollout ranker-1: start (move 1, sha256:aaaaaaaaaaaa)",
    body: expect.stringMatching(/^Why: faster By @boss\.\n\nBy @octocat\.\n/),
    head: { ref: expect.stringMatching(/^airworthy\/rollout-ranker-1-start-move-1-sha256-a{12}-[0-9a-f]{8}$/) },
  });
  // With another baseline it is another move: nobody is told that the first proposal makes it.
  const baseline = `sha256:${"c".repeat(64)}`;
  const other = { move: "start", package: CANDIDATE, "baseline-package": baseline, propose: "true" };
  expect((await world.move(4, other)).outputs).toMatchObject({ effect: "proposed", place: place.replace("8", "9") });
  expect(world.file(".airworthy/flags/flags.json")).toBeUndefined();
});

test.concurrent("a protected branch refuses a job's own token with the ways around it; an App's that may bypass it gets through", async () => {
  await using world = await createWorld();
  const { state } = world.github;
  state.protectedRefs.add(MAIN);
  const refused = await world.start();
  expect(refused.exitCode).toBe(1);
  const said = refused.stdout + refused.stderr;
  for (const words of [
    'Required status check "Airworthy" is expected',
    "the token of a GitHub App",
    "a branch without such a rule",
    "open a pull request",
  ]) {
    expect(said).toContain(words);
  }
  state.bypassing.add("an-apps-token");
  const asked = { move: "start", package: CANDIDATE, "baseline-package": STABLE, token: "an-apps-token" };
  expect((await world.move(2, asked)).outputs).toMatchObject({ verdict: "pass", effect: "moved" });
});

test.concurrent("beside a protected branch, one of their own holds plan, flags and log, and takes users back as well", async () => {
  await using world = await createWorld();
  const { state } = world.github;
  const main = state.refs.get(MAIN) ?? "";
  state.protectedRefs.add(MAIN);
  const flags = (run: number, inputs: Readonly<Record<string, string>>) =>
    world.move(run, { branch: "airworthy-flags", ...inputs });
  const start = { move: "start", package: CANDIDATE, "baseline-package": STABLE };
  const early = await flags(2, start);
  expect(early).toMatchObject({ exitCode: 1, outputs: { verdict: "error" } });
  expect(early.stdout).toContain("branch: refs/heads/airworthy-flags is not there");
  state.refs.set("refs/heads/airworthy-flags", main);
  expect((await flags(3, start)).outputs).toMatchObject({ verdict: "pass", effect: "moved", phase: "running" });
  expect((await flags(4, { move: "rollback" })).outputs).toMatchObject({ effect: "moved", phase: "rolled-back" });
  expect(state.refs.get(MAIN)).toBe(main);
});

test.concurrent("who approved is asked of GitHub; names in the workflow count for nothing", async () => {
  await using world = await createWorld(
    CONFIGURATION.replace("share: 5%, bake: 1s", "share: 5%, bake: 1s, approvers: 1"),
  );
  const { approvals } = world.github.state;
  const refused = async () => (await world.start()).outputs["reason-code"];
  await expect(refused()).resolves.toBe("not-approved");
  approvals.push(
    { login: "octocat", state: "approved" },
    { login: "ann", state: "rejected" },
    { login: "eve", state: "approved" },
  );
  await expect(refused()).resolves.toBe("not-approved");
  const named = await world.move(2, {
    move: "start",
    package: CANDIDATE,
    "baseline-package": STABLE,
    "approved-by": "@ann",
  });
  expect(named).toMatchObject({ exitCode: 1, outputs: { verdict: "error" } });
  expect(named.stdout).toContain("approved-by was given in a workflow");
  approvals.push({ login: "Ann", state: "approved" });
  expect((await world.start()).outputs).toMatchObject({ effect: "moved" });
});

test.concurrent("under a pull request nothing is moved", async () => {
  await using world = await createWorld();
  const run = await world.move(2, { move: "rollback" }, pullRequestEvent());
  expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: "error" } });
  expect(run.stdout).toContain("what it does would come before the review");
});
