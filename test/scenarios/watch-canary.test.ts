import { setTimeout as sleep } from "node:timers/promises";
import { sha256 } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { unzip } from "../../packages/github/src/zip.ts";
import { createWatchedRepository, type WatchedRepository } from "../harness/canary/watched-repository.ts";
import { addComment } from "../harness/github/index.ts";
import { STABLE } from "../harness/rollout-workspace.ts";
import { runAction } from "../harness/runner.ts";
import type { WorkflowRun } from "../harness/workflow/call-workflow.ts";
import type { StepRun } from "../harness/workflow/run-job.ts";
import { readWorkflow } from "../harness/workflow/workflow-file.ts";

const BAKE_MS = 1_000;
const UNPACKING = { entries: 1, bytes: 1024 * 1024 };
const LIMIT = { timeout: 240_000 };

/**
 * watch-canary.yml as it is, its jobs in workspaces of their own with tokens of their own permissions. What the harness stands
 * in for are the actions of GitHub's that cache: by a folder that all runs of a story share.
 */
const WORKFLOW = "watch-canary.yml";

/** Built actions read the real clock: a step lasts a second. */
const configuration = (events: string) => `policy:
  expose:
    - type: checklist
rollouts:
  ranker:
    steps:
      - { share: 10%, bake: 1s }
      - { share: 50%, bake: 1s }
      - { share: 100%, bake: 1s }
canary:
  ranker:
    sources: { events: { kind: files, paths: [${events}] } }
    exposures: { source: events }
    outcomes: { source: events }
    groups: { language: [de, en] }
    metrics:
      helpful: { class: quality, event: feedback, measure: ratio, value: helpful, better: higher, margin: 0.1, critical: true, groups: [language] }
      toxic: { class: safety, event: report, measure: rate, better: lower, margin: 0.01, may-be-none: true }
alerts:
  targets:
    oncall: { kind: webhook, urlVariable: AIRWORTHY_ALERT_URL, secretVariable: AIRWORTHY_ALERT_SECRET }
  routes:
    - when: { verdict: fail }
      to: [oncall]
      owners: ["@ann"]
`;

test.concurrent(
  "a candidate that fails one group is taken back by the job that moves, once, told once, in the one comment",
  LIMIT,
  async () => {
    await using at = await createWatchedRepository(configuration);
    const { comments, checks } = at.github.state;
    const ownReport = addComment(at.github.state, {
      login: "github-actions[bot]",
      body: "the report of the pull request <!-- airworthy key=airworthy schema=1 -->",
    });
    const candidate = await at.candidate("2.0.0");
    expect((await at.start(candidate)).outputs).toMatchObject({ effect: "moved", share: "0.1" });

    await at.visit(candidate, 300);
    const early = await at.watch(10, { act: true, package: candidate.place });
    expect(early.outputs).toEqual({ decision: "inconclusive", verdict: "inconclusive" });
    expect(results(early)).toEqual({ look: "success", move: "skipped", report: "success", alert: "success" });
    expect(comments).toHaveLength(2);
    expect(reportIn(at)).toContain("**Undecided: 2 without enough evidence**");

    // Whoever only watches is told as well.
    await at.visit(candidate, 16_000, { helpful: 7, german: 5, reports: 0 });
    const watching = await at.watch(11, { package: candidate.place });
    expect(watching.outputs).toEqual({ decision: "rollback", verdict: "fail" });
    expect(results(watching)).toEqual({ look: "failure", move: "skipped", report: "failure", alert: "success" });
    expect(stepOf(watching, "look", "look").outputs["why"]).toContain("helpful where language is de");
    expect(at.chats.to("/hook")).toMatchObject([{ body: { occasion: "opened", verdict: "fail", owners: ["@ann"] } }]);
    expect(served(at)).toContain(candidate.digest);

    const both = await at.watchTwice([12, 13], { act: true, package: candidate.place });
    expect(effectsOf(both)).toEqual(["success moved", "success unchanged"]);
    expect(served(at)).not.toContain(candidate.digest);
    expect(served(at)).toContain(STABLE);

    // The look that went back is named in the log, by the digest of the artifact's own file.
    const entries = entriesOf(at);
    expect(entries.map(({ move }) => move)).toEqual(["start", "rollback"]);
    expect(entries[1]).toMatchObject({
      why: expect.stringContaining("helpful where language is de"),
      evidence: [{ name: "airworthy-canary-look/analyze-canary.ranker-1.json" }],
    });
    expect(await looksHandedOn(at)).toContain(entries[1]?.evidence[0]?.sha256);
    expect((await at.verifyAudit()).outputs).toMatchObject({ verdict: "pass", length: "2" });

    expect(comments).toHaveLength(2);
    expect(comments[0]).toBe(ownReport);
    expect(reportIn(at)).toContain("**Rolling back: ");
    // The timeline goes on from run to run.
    expect(reportIn(at)).toContain("| look 3 |");
    expect(at.chats.to("/hook")).toHaveLength(1);
    expect(new Set(checks.map(({ name }) => name))).toEqual(new Set(["Airworthy canary ranker"]));

    const after = await at.watch(14, { act: true, package: candidate.place });
    expect(after.outputs).toEqual({ decision: "", verdict: "pass" });
    expect(results(after)).toEqual({ look: "success", move: "skipped", report: "skipped", alert: "skipped" });
    expect(refusedIn(at)).toEqual([]);
  },
);

test.concurrent(
  "a healthy candidate comes to everybody and is promoted by nothing but scheduled looks",
  LIMIT,
  async () => {
    await using at = await createWatchedRepository(configuration);
    const candidate = await at.candidate("2.0.0");
    await at.start(candidate);
    const inputs = { act: true, package: candidate.place };

    await at.visit(candidate, 8_000);
    await sleep(BAKE_MS);
    const both = await at.watchTwice([20, 21], inputs);
    expect(both.map(({ outputs }) => outputs["decision"])).toEqual(["advance", "advance"]);
    expect(effectsOf(both)).toEqual(["success moved", "success unchanged"]);
    expect(entriesOf(at).map(({ after }) => after.share)).toEqual([0.1, 0.5]);

    await at.visit(candidate, 8_000);
    await sleep(BAKE_MS);
    const wider = await at.watch(30, inputs);
    expect(wider.outputs).toEqual({ decision: "advance", verdict: "pass" });
    expect(stepOf(wider, "move", "Move").outputs).toMatchObject({ effect: "moved", share: "1" });

    await at.visit(candidate, 500);
    await sleep(BAKE_MS);
    const last = await at.watch(40, inputs);
    expect(last.outputs).toEqual({ decision: "promote", verdict: "pass" });
    expect(stepOf(last, "move", "Move").outputs).toMatchObject({ effect: "moved", phase: "complete" });
    expect(served(at)).toContain(candidate.digest);
    expect(served(at)).not.toContain(STABLE);

    const entries = entriesOf(at);
    expect(entries.map(({ move }) => move)).toEqual(["start", "advance", "advance", "promote"]);
    for (const { evidence } of entries.slice(1)) {
      expect(evidence.map(({ name }) => name.split("/").at(-1))).toContain("analyze-canary.ranker-1.json");
    }
    expect((await at.verifyAudit()).outputs).toMatchObject({ verdict: "pass", length: "4" });
    expect(at.github.state.comments).toHaveLength(1);
    expect(reportIn(at)).toContain("**Promoting");
    // The start, and of each look and the move that another job made by it one line.
    expect(reportIn(at)).toContain("Timeline: 4 decisions");
    expect(at.chats.requests).toEqual([]);
    expect(refusedIn(at)).toEqual([]);
  },
);

test.concurrent("the token of the job that looks can move nothing, whatever that job does with it", LIMIT, async () => {
  await using at = await createWatchedRepository(configuration);
  const candidate = await at.candidate("2.0.0");
  await at.start(candidate);
  await at.visit(candidate, 8_000, { helpful: 7, german: 2, reports: 0 });
  const before = at.github.state.commits.length;
  const { look } = (await readWorkflow(WORKFLOW)).jobs;
  const run = await runAction("analyze-canary", {
    inputs: { rollout: "ranker", branch: "main", act: "true" },
    env: at.github.envOfRun(10),
    token: at.github.tokenFor(look?.permissions ?? {}),
  });
  expect(run).toMatchObject({ exitCode: 1, outputs: { decision: "rollback", effect: "", "reason-code": "not-moved" } });
  expect(run.stdout).toContain("contents: write");
  expect(refusedIn(at)).toEqual([expect.stringMatching(/^POST .*\/git\//)]);
  expect(at.github.state.commits).toHaveLength(before);
});

interface Entry {
  readonly move: string;
  readonly why: string | null;
  readonly after: { readonly share: number };
  readonly evidence: readonly { readonly name: string; readonly sha256: string }[];
}

function entriesOf({ file }: WatchedRepository): readonly Entry[] {
  return file("audit.jsonl")
    .trimEnd()
    .split("\n")
    .map((line): Entry => JSON.parse(line));
}

function served({ file }: WatchedRepository): string {
  return file("flags.json");
}

/** The digest of each look as it went from job to job. */
async function looksHandedOn({ github }: WatchedRepository): Promise<readonly string[]> {
  const archives = github.state.artifacts.filter(({ name }) => name === "airworthy-canary-look");
  const unpacked = await Promise.all(
    archives.map(({ content, name }) => unzip(content ?? Buffer.alloc(0), UNPACKING, name, () => true)),
  );
  return unpacked.flat().map(({ content }) => sha256(content));
}

/** The rollout's comment. */
function reportIn({ github }: WatchedRepository): string {
  return github.state.comments.find(({ body }) => body.includes("<!-- airworthy key=canary-ranker-1 "))?.body ?? "";
}

/** What GitHub refused for want of a permission. */
function refusedIn({ github }: WatchedRepository): readonly string[] {
  return github.requests.flatMap(({ method, path, status }) => (status === 403 ? [`${method} ${path}`] : []));
}

function results({ jobs }: WorkflowRun): Record<string, string | undefined> {
  return Object.fromEntries([...jobs].map(([id, [run]]) => [id, run?.result]));
}

/** How the jobs ended that move, and what came of the moves. */
function effectsOf(runs: readonly WorkflowRun[]): readonly string[] {
  const moves = runs.map((run) => stepOf(run, "move", "Move"));
  return moves.map(({ outcome, outputs }) => `${outcome} ${outputs["effect"]}`).toSorted();
}

function stepOf({ jobs }: WorkflowRun, job: string, step: string): StepRun {
  const run = jobs.get(job)?.[0]?.steps.get(step);
  if (run === undefined) throw new Error(`no step ${step} ran in ${job}`);
  return run;
}
