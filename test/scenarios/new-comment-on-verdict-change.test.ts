import { expect, test } from "vitest";
import { startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

test("a changed verdict is a new comment, and one line of the old one links to it", async () => {
  await using github = await startGitHub();
  const inputs = { "new-comment": "on-verdict-change" };
  await using bad = await createWorkspace(behaviorEvidence());
  await postReportStep(github, bad, { inputs });
  await using worse = await createWorkspace(behaviorEvidence({ titles: ["negation", "typos"] }));
  const same = await postReportStep(github, worse, { inputs, run: { id: 1001, attempt: 1 } });
  expect(same.outputs["comment"]).toBe("updated");

  await using good = await createWorkspace(behaviorEvidence({ verdict: "pass", change: "stable", headline: "Steady" }));
  await postReportStep(github, good, { inputs: { ...inputs, state: "running" }, run: { id: 1002, attempt: 1 } });
  const changed = await postReportStep(github, good, { inputs, run: { id: 1002, attempt: 1 } });
  expect(changed.outputs).toMatchObject({
    comment: "created",
    "comment-url": expect.stringMatching(/issuecomment-2$/),
  });
  const [old, now] = github.state.comments.map(({ body }) => body.trim());
  expect(old?.split("\n")).toEqual([
    "Superseded by [a newer report](https://github.com/octo-org/sentiment/pull/7#issuecomment-2): Ready: 1 stable",
  ]);
  expect(now).toContain("Steady");

  const again = await postReportStep(github, bad, { run: { id: 1003, attempt: 1 } });
  expect(again.outputs).toMatchObject({ comment: "updated", "comment-url": expect.stringMatching(/issuecomment-2$/) });
});
