import { expect, test } from "vitest";
import { addComment, type StoredPull, startGitHub, workflowRunEvent } from "../harness/github/index.ts";
import { postCommentStep, withoutMarker } from "./post-comment-step.ts";
import { writesOf } from "./post-report-step.ts";

const REPORT = [
  "## Model of @octocat",
  "",
  "| metric | value |",
  "| --- | --: |",
  "| accuracy | **0.91** |",
  "",
  "![curve](https://example.com/curve.png)",
  "",
  "<details><summary>Log</summary>",
  "",
  "```",
  "epoch 1",
  "```",
  "",
  "</details>",
].join("\n");

test.concurrent("the file's Markdown is the comment, to the letter, and the job summary; the same again writes nothing; a change is an update", async () => {
  await using github = await startGitHub();
  const first = await postCommentStep(github, { markdown: `${REPORT}\n` });
  expect(first).toMatchObject({ exitCode: 0, outputs: { comment: "created", verdict: "pass", target: "pr/7" } });
  expect(withoutMarker(github.state.comments[0]?.body)).toBe(REPORT);
  expect(first.summary).toContain(REPORT);
  expect(first.environmentWrites).toBe("");
  const again = await postCommentStep(github, { markdown: REPORT.replaceAll("\n", "\r\n"), run: 1001 });
  expect(again.outputs["comment"]).toBe("unchanged");
  expect(writesOf(github)).toEqual(["POST /repos/octo-org/sentiment/issues/7/comments"]);
  const changed = await postCommentStep(github, { markdown: "Better", run: 1002 });
  expect(changed.outputs).toMatchObject({ comment: "updated", "comment-url": first.outputs["comment-url"] });
  const late = await postCommentStep(github, { markdown: "Older", run: 1001 });
  expect(late.outputs["comment"]).toBe("outrun");
  expect(github.state.comments.map(({ body }) => withoutMarker(body))).toEqual(["Better"]);
});

test.concurrent("a marker in somebody else's comment, or anywhere but at the end of ours, captures nothing", async () => {
  await using github = await startGitHub();
  await postCommentStep(github, { markdown: "mine" });
  const marker = github.state.comments[0]?.body.split("\n").at(-1) ?? "";
  github.state.comments.length = 0;
  addComment(github.state, { login: "mallory", body: `All good!\n\n${marker}` });
  addComment(github.state, { login: "github-actions[bot]", body: `Quoted:\n\n${marker}\n\nby another action` });
  const run = await postCommentStep(github, {
    markdown: `mine\n\n${marker.replace("comment-", "airworthy-")}`,
    run: 1001,
  });
  expect(run.outputs["comment"]).toBe("created");
  expect(github.state.comments.map(({ login }) => login)).toEqual([
    "mallory",
    "github-actions[bot]",
    "github-actions[bot]",
  ]);
  // What the file forges is text; our own marker comes after it.
  expect(github.state.comments[2]?.body.endsWith(`\n\n${marker.replace("run=1000", "run=1001")}`)).toBe(true);
});

test.concurrent("a fork's read-only token writes nothing and fails nothing: the report is in the job summary", async () => {
  await using github = await startGitHub();
  github.state.readOnly = true;
  const run = await postCommentStep(github, { markdown: REPORT });
  expect(run).toMatchObject({ exitCode: 0, outputs: { comment: "not-permitted", verdict: "warn", "comment-url": "" } });
  expect(run.summary).toContain(REPORT);
  expect(run.annotations).toMatchObject([
    { level: "warning", message: expect.stringContaining("pull-requests: write") },
  ]);
});

test.concurrent("under workflow_run a fork's report is refused, and no target may be named", async () => {
  await using github = await startGitHub();
  const head = { sha: "f".repeat(40), ref: "patch-1", repository: "contributor/sentiment" };
  const pull: StoredPull = { number: 8, state: "open", head };
  github.state.pulls.push(pull);
  const event = workflowRunEvent(pull);
  const run = await postCommentStep(github, { markdown: "Merge me!", event });
  expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: "error", comment: "" } });
  expect(run.annotations[0]?.message).toContain("what may be a fork's report is not posted");
  expect(run.summary).not.toContain("Merge me!");
  const own = workflowRunEvent();
  const named = await postCommentStep(github, { markdown: "a", event: own, inputs: { target: "pr/8" } });
  expect(named.annotations[0]?.message).toContain("under workflow_run only auto, pr and commit are allowed");
  expect(github.state.comments).toEqual([]);
  await postCommentStep(github, { markdown: "a", event: own });
  expect(github.state.comments).toMatchObject([{ issue: 7 }]);
});

test.concurrent("a report that is longer than a comment is cut between blocks, and the job summary has all of it", async () => {
  await using github = await startGitHub();
  const block = (index: number) => `### Part ${index}\n\n${"word ".repeat(200)}end`;
  const markdown = Array.from({ length: 100 }, (_, index) => block(index)).join("\n\n");
  const run = await postCommentStep(github, { markdown });
  const body = github.state.comments[0]?.body ?? "";
  expect(body.length).toBeLessThanOrEqual(65_536);
  // A part is 1,018 characters at most with its gap, so that 63 fit beside marker and note.
  expect(body.match(/^### Part/gm)?.length).toBeGreaterThanOrEqual(63);
  expect(withoutMarker(body)).toMatch(
    /(end|### Part \d+)\n\n> \[!NOTE\]\n> Shortened: the whole report is in \[the job summary\]\(https:\/\/github\.com\/octo-org\/sentiment\/actions\/runs\/1000\)\.$/,
  );
  expect(run.summary).toContain(markdown);
});
