import { parseHistory } from "@airworthy/history";
import { expect, test } from "vitest";
import { pullRequestEvent, pushEvent, startGitHub } from "../harness/github/index.ts";
import { type ActionOptions, runAction } from "../harness/runner.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

const REF = "refs/heads/airworthy-history";

test("two pushes to main and a repeated step leave two entries on a ref of its own", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  const step = (id: string, options: ActionOptions = {}) =>
    runAction("record-history", {
      env: { ...github.env, GITHUB_RUN_ID: id },
      event: pushEvent("refs/heads/main", id.padStart(40, "0")),
      cwd: workspace.folder,
      ...options,
    });
  const first = await step("1001");
  expect(first.exitCode).toBe(0);
  expect(first.outputs).toMatchObject({ verdict: "pass", entry: "recorded", entries: "1", ref: REF });
  expect(first.summary).toContain("Recorded review-sentiment 2.0.0, for main: Not ready: 1 regression");
  await step("1002");
  const again = await step("1002");
  expect(again.outputs).toMatchObject({ entry: "already-there", entries: "0", commit: github.state.refs.get(REF) });
  const files =
    github.state.commits.find(({ sha }) => sha === github.state.refs.get(REF))?.files ?? new Map<string, Buffer>();
  const text = [...files].map(([path, bytes]) => (path.startsWith("history/") ? bytes.toString() : "")).join("");
  expect(parseHistory(text, "history").map(({ run, line }) => [run?.id, line])).toEqual([
    [1001, "main"],
    [1002, "main"],
  ]);
  expect(github.state.commits).toHaveLength(2);
});

test("a fork's pull request, whose token cannot write, stays green and says where to record it", async () => {
  await using github = await startGitHub();
  github.state.readOnly = true;
  await using workspace = await createWorkspace(behaviorEvidence());
  const run = await runAction("record-history", { env: github.env, event: pullRequestEvent(), cwd: workspace.folder });
  expect(run.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({ verdict: "warn", entry: "not-permitted", commit: "" });
  expect(run.annotations).toMatchObject([{ level: "warning", message: expect.stringContaining("workflow_run") }]);
  expect(github.state.refs.size).toBe(0);
});

test("the next pull request's comment has the trend; a history that cannot be read costs nothing but that", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  for (const id of ["1001", "1002"]) {
    const env = { ...github.env, GITHUB_RUN_ID: id };
    const event = pushEvent("refs/heads/main", id.padStart(40, "0"));
    await runAction("record-history", { env, event, cwd: workspace.folder });
  }
  const report = () =>
    runAction("post-report", {
      env: github.env,
      event: pullRequestEvent(),
      cwd: workspace.folder,
      inputs: { history: "airworthy-history", "fail-on": "never" },
    });
  expect((await report()).exitCode).toBe(0);
  const body = github.state.comments[0]?.body ?? "";
  expect(body).toMatch(/<summary>Trend of \d metrics? over 3 versions<\/summary>/);
  // The same evidence three times: a flat line.
  expect(body).toContain("`▄▄▄`");

  github.state.refs.set(REF, "0".repeat(40));
  const broken = await report();
  expect(broken.exitCode).toBe(0);
  expect(broken.stdout).toContain("There is no trend: the history cannot be read.");
  expect(github.state.comments[0]?.body).not.toContain("Trend of");
});
