import { expect, test } from "vitest";
import { type GitHub, pullRequestEvent, startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { type Behavior, behaviorEvidence, createWorkspace } from "./report-workspace.ts";

const STEADY = { verdict: "pass", change: "stable", headline: "Steady" } as const;

test.concurrent("jobs that report at the same moment share one comment and lose nothing", async () => {
  await using github = await startGitHub();
  await Promise.all([job(github, "accuracy", STEADY), job(github, "behavior", {}), job(github, "safety", STEADY)]);
  expect(github.state.comments).toHaveLength(1);
  const body = bodyOf(github);
  expect(body.split("\n").slice(0, 5)).toEqual([
    "> [!CAUTION]",
    "> **Not ready** · 3 parts\\",
    "> **behavior**: Not ready: 1 regression\\",
    "> **accuracy**: Ready: 1 stable\\",
    "> **safety**: Ready: 1 stable",
  ]);
  expect(body).toContain("### behavior");
  expect(body).toContain("<summary>accuracy: Ready: 1 stable</summary>");
  expect(github.state.checks.map(({ name }) => name).sort()).toEqual([
    "Airworthy (accuracy)",
    "Airworthy (behavior)",
    "Airworthy (safety)",
  ]);
});

test.concurrent("nor do jobs that change it at the same moment", async () => {
  await using github = await startGitHub();
  await job(github, "accuracy", {});
  await Promise.all([
    job(github, "accuracy", STEADY, { id: 1001 }),
    job(github, "behavior", STEADY, { id: 1001 }),
    job(github, "safety", STEADY, { id: 1002 }),
  ]);
  expect(github.state.comments).toHaveLength(1);
  expect(bodyOf(github)).toContain("**Ready** · 3 parts");
});

test.concurrent("a job replaces its own part only; what is of an older commit is marked, counts as undecided, then goes", async () => {
  await using github = await startGitHub();
  await job(github, "accuracy", STEADY);
  await job(github, "behavior", {});
  await job(github, "behavior", STEADY, { id: 1001 });
  expect(bodyOf(github).split("\n").slice(0, 2)).toEqual(["> [!TIP]", "> **Ready** · 2 parts\\"]);

  push(github, "b");
  await job(github, "behavior", STEADY, { id: 1002 });
  expect(bodyOf(github).split("\n").slice(1, 4)).toEqual([
    "> **Undecided** · 2 parts\\",
    expect.stringMatching(/^> \*\*accuracy\*\*: as of `aaaaaaa`, not this commit: Ready: 1 stable/),
    "> **behavior**: Ready: 1 stable",
  ]);
  push(github, "c");
  await job(github, "behavior", STEADY, { id: 1003 });
  expect(bodyOf(github).split("\n").slice(1, 3)).toEqual(["> **Ready** · 1 part\\", "> **behavior**: Ready: 1 stable"]);
});

test.concurrent("while one part runs the comment is undecided and the part's last result is folded", async () => {
  await using github = await startGitHub();
  await job(github, "accuracy", STEADY);
  await job(github, "behavior", STEADY);
  await job(github, "behavior", STEADY, { id: 1001, state: "running" });
  expect(bodyOf(github)).toContain("**Undecided** · 2 parts");
  expect(bodyOf(github)).toMatch(/\*\*behavior\*\*: running for `aaaaaaa`/);
  expect(bodyOf(github)).toMatch(/<summary>behavior: last result, for .*<\/summary>/);
  await job(github, "behavior", {}, { id: 1001 });
  expect(bodyOf(github)).toContain("**Not ready** · 2 parts");
});

interface Job {
  readonly id?: number;
  readonly state?: string;
}

async function job(github: GitHub, part: string, behavior: Behavior, { id = 1000, state = "result" }: Job = {}) {
  await using workspace = await createWorkspace(behaviorEvidence(behavior));
  const [pull] = github.state.pulls;
  const event = pullRequestEvent(pull);
  const run = await postReportStep(github, workspace, { event, run: { id, attempt: 1 }, inputs: { part, state } });
  expect(run.stderr).toBe("");
  expect(["created", "updated"]).toContain(run.outputs["comment"]);
}

function push(github: GitHub, digit: string): void {
  for (const pull of github.state.pulls) pull.head.sha = digit.repeat(40);
}

function bodyOf(github: GitHub): string {
  return github.state.comments[0]?.body ?? "";
}
