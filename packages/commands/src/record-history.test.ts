import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "@airworthy/evidence";
import { type HistoryEntry, parseHistory } from "@airworthy/history";
import { describe, expect, test } from "vitest";
import { createGitFolder } from "../../../test/harness/git-repository.ts";
import {
  type Event,
  type GitHub,
  HEAD_SHA,
  pullRequestEvent,
  pushEvent,
  REPOSITORY,
  startGitHub,
  workflowRunEvent,
} from "../../../test/harness/github/index.ts";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { behaviorEvidence, createWorkspace, type ReportWorkspace } from "../../../test/scenarios/report-workspace.ts";
import { readHistory } from "./history/read-history.ts";
import { recordHistory } from "./record-history.ts";

const REF = "refs/heads/airworthy-history";
const NOW = new Date("2026-03-15T12:00:00.000Z");
const PUSHED = "d".repeat(40);

const DEFAULTS = {
  evidence: ["airworthy-evidence/*.json"],
  artifacts: undefined,
  ref: REF,
  line: undefined,
  keep: "digests",
  "prune-before": undefined,
  token: undefined,
} as const;

type Inputs = Parameters<typeof recordHistory.run>[0];

interface Run {
  readonly event?: Event;
  readonly inputs?: Partial<Inputs>;
  readonly env?: Readonly<Record<string, string>>;
}

/** The verb as a step of a workflow that this event started. */
async function step(github: GitHub, workspace: ReportWorkspace, { event, inputs = {}, env = {} }: Run = {}) {
  const { name, payload } = event ?? pushEvent("refs/heads/main", PUSHED);
  const file = join(workspace.folder, "event.json");
  await writeFile(file, JSON.stringify(payload));
  const ports = silentPorts(workspace.folder, {
    now: () => NOW,
    env: {
      ...github.env,
      GITHUB_EVENT_NAME: name,
      GITHUB_EVENT_PATH: file,
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_REF: "refs/heads/main",
      GITHUB_SHA: PUSHED,
      GITHUB_RUN_ID: "1000",
      GITHUB_RUN_ATTEMPT: "1",
      ...env,
    },
  });
  return recordHistory.run({ ...DEFAULTS, token: "t", ...inputs }, ports);
}

function files(github: GitHub): ReadonlyMap<string, string> {
  const tip = github.state.refs.get(REF);
  const commit = github.state.commits.find(({ sha }) => sha === tip);
  return new Map([...(commit?.files ?? [])].map(([path, bytes]) => [path, bytes.toString()]));
}

function entries(github: GitHub): readonly HistoryEntry[] {
  return parseHistory(files(github).get("history/2026-03.jsonl") ?? "", "history");
}

describe.concurrent("on GitHub", () => {
  test("a push to main is recorded with its verdict, its run and the digests of its evidence", async () => {
    await using github = await startGitHub();
    await using workspace = await createWorkspace(behaviorEvidence());
    const outcome = await step(github, workspace);
    expect(outcome).toMatchObject({
      verdict: "pass",
      reasonCode: "recorded",
      outputs: { entry: "recorded", commit: github.state.refs.get(REF), entries: "1", ref: REF },
    });
    expect(entries(github)).toMatchObject([
      {
        candidate: { name: "review-sentiment", version: "2.0.0" },
        commit: PUSHED,
        line: "main",
        run: { id: 1000, attempt: 1 },
        recordedOn: NOW.toISOString(),
        verdict: "fail",
        title: "Not ready: 1 regression",
        evidence: [{ verdict: "fail" }],
      },
    ]);
    expect([...files(github).keys()].sort()).toEqual(["README.md", "history/2026-03.jsonl"]);
  });

  test("the same run is not recorded twice, its next attempt is", async () => {
    await using github = await startGitHub();
    await using workspace = await createWorkspace(behaviorEvidence());
    await step(github, workspace);
    const again = await step(github, workspace);
    expect(again).toMatchObject({ verdict: "pass", outputs: { entry: "already-there", entries: "0" } });
    await step(github, workspace, { env: { GITHUB_RUN_ATTEMPT: "2" } });
    expect(entries(github).map(({ run }) => run?.attempt)).toEqual([1, 2]);
  });

  test("evidence is kept by its digest where that is asked for", async () => {
    await using github = await startGitHub();
    await using workspace = await createWorkspace(behaviorEvidence());
    await step(github, workspace, { inputs: { keep: "evidence" } });
    const [digest] = entries(github).flatMap((entry) => entry.evidence.map((file) => file.sha256));
    expect(sha256(files(github).get(`evidence/${digest}.json`) ?? "")).toBe(digest);
  });

  test("a pull request is its own line, also in the workflow that follows its run", async () => {
    await using github = await startGitHub();
    await using workspace = await createWorkspace(behaviorEvidence());
    await step(github, workspace, { event: pullRequestEvent() });
    await step(github, workspace, { event: workflowRunEvent(), env: { GITHUB_RUN_ID: "1001" } });
    // The run that made the evidence, whichever recorded it.
    expect(entries(github).map(({ line, commit, run }) => [line, commit, run?.id])).toEqual([
      ["pull/7", HEAD_SHA, 1000],
      ["pull/7", HEAD_SHA, 900],
    ]);
    const again = await step(github, workspace, { event: workflowRunEvent(), env: { GITHUB_RUN_ID: "1002" } });
    expect(again.outputs.entry).toBe("already-there");
  });

  test("after a run, the line is the branch only where it ran what the branch has", async () => {
    await using github = await startGitHub();
    await using workspace = await createWorkspace(behaviorEvidence());
    const main = { sha: PUSHED, ref: "main", repository: REPOSITORY };
    // A pull request of main itself, such as into a branch of releases.
    const pull = { number: 9, state: "open", head: main } as const;
    github.state.pulls.push(pull);
    for (const [id, event] of [
      [1, "push"],
      [2, "pull_request"],
    ] as const) {
      await step(github, workspace, { event: workflowRunEvent(pull, { id, attempt: 1, event }) });
    }
    github.state.pulls.pop();
    // Both are listed with the default branch, and may have run the code of a fork.
    for (const [id, event] of [
      [3, "issue_comment"],
      [4, "workflow_run"],
    ] as const) {
      await step(github, workspace, { event: workflowRunEvent(pull, { id, attempt: 1, event }) });
    }
    expect(entries(github).map(({ line }) => line)).toEqual(["main", "pull/9", null, null]);
  });

  test("a fork's branch of the name main is not taken for ours", async () => {
    await using github = await startGitHub();
    await using workspace = await createWorkspace(behaviorEvidence());
    const head = { sha: "b".repeat(40), ref: "main", repository: "someone/sentiment" };
    await step(github, workspace, { event: workflowRunEvent({ number: 8, state: "open", head }) });
    expect(entries(github).map(({ line }) => line)).toEqual([null]);
  });

  test("a run that did not succeed is not recorded as ready", async () => {
    await using github = await startGitHub();
    await using workspace = await createWorkspace(
      behaviorEvidence({ verdict: "pass", change: "stable", headline: "Nothing changed" }),
    );
    const event = workflowRunEvent(undefined, { id: 900, attempt: 1, conclusion: "failure" });
    await step(github, workspace, { event });
    expect(entries(github).map(({ verdict }) => verdict)).toEqual(["inconclusive"]);
  });

  test("a pull request whose token may not write ends without an error, and says so", async () => {
    await using github = await startGitHub();
    github.state.readOnly = true;
    await using workspace = await createWorkspace(behaviorEvidence());
    const outcome = await step(github, workspace, { event: pullRequestEvent() });
    expect(outcome).toMatchObject({ verdict: "warn", reasonCode: "not-permitted", outputs: { commit: "" } });
    expect(outcome.annotations).toMatchObject([
      { level: "warning", message: expect.stringContaining("contents: write") },
    ]);
  });

  test("a push whose job forgot the permission fails with its name", async () => {
    await using github = await startGitHub();
    github.state.readOnly = true;
    await using workspace = await createWorkspace(behaviorEvidence());
    await expect(step(github, workspace)).rejects.toMatchObject({ remedy: expect.stringContaining("contents: write") });
  });

  test("the default branch is refused, whatever it is called", async () => {
    await using github = await startGitHub();
    await using workspace = await createWorkspace(behaviorEvidence());
    const event = { name: "schedule", payload: {} };
    await expect(step(github, workspace, { event, inputs: { ref: "main" } })).rejects.toThrow(/default branch/);
    expect(github.state.refs.size).toBe(0);
  });

  test("what is old is dropped where that is asked for", async () => {
    await using github = await startGitHub();
    await using workspace = await createWorkspace(behaviorEvidence());
    await step(github, workspace);
    const env = { GITHUB_RUN_ID: "1002" };
    await step(github, workspace, { env, inputs: { "prune-before": "2026-03-15" } });
    expect(entries(github)).toHaveLength(2);
    await expect(step(github, workspace, { inputs: { "prune-before": "2026-03-16" } })).rejects.toThrow(/yet to come/);
  });
});

describe("in a clone", () => {
  test("the local ref is written, for the branch that is checked out, and read back by model", async () => {
    await using at = await createGitFolder();
    await using workspace = await createWorkspace(behaviorEvidence(), behaviorEvidence({ name: "other" }));
    const commit = await at.commit({ "model.bin": "x" });
    const ports = silentPorts(at.path, { now: () => NOW, env: process.env });
    const evidence = [join(workspace.folder, "airworthy-evidence", "*.json")];
    const { GITHUB_EVENT_PATH: _, ...env } = process.env;
    const outcome = await recordHistory.run({ ...DEFAULTS, evidence }, { ...ports, env });
    expect(outcome.outputs).toMatchObject({ entry: "recorded", entries: "2", commit: at.git("rev-parse", REF) });
    const read = await readHistory({ ref: "airworthy-history", remote: null }, "other", ports);
    expect(read).toMatchObject([{ candidate: { name: "other" }, commit, line: "main", run: null }]);
    await expect(readHistory({ ref: "nowhere", remote: null }, "other", ports)).resolves.toEqual([]);
  });
});
