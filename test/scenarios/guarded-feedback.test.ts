import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runAction } from "../harness/runner.ts";
import type { WorkflowRun } from "../harness/workflow/call-workflow.ts";
import { createFeedbackRepository } from "./feedback-repository.ts";

const LIMIT = { timeout: 240_000 };
const CONFIGURATION = `feedback:
  model: sentiment
  classes: [negative, positive]
  test-share: 1
`;
const WRONG = { input: "not good at all", answer: "positive", expected: "negative" };

test.concurrent(
  "a pull request that people close says no: the same is not proposed again, and no job fails; what changed is",
  LIMIT,
  async () => {
    await using at = await createFeedbackRepository(`${CONFIGURATION}  agree: 0\n`);
    at.report("quill", WRONG);
    await at.collect(70);
    // It grows while it is open, and says so.
    at.report("quill", { ...WRONG, input: "never again" });
    await at.collect(71);
    expect(at.proposal()).toMatchObject({ title: "Feedback, version 2: 2 rows, 2 tests, 0 training rows" });
    expect(at.proposal()?.body).toContain("Closing it declines it");
    const { number } = at.proposal() ?? {};
    at.decline();

    for (const run of [72, 73]) {
      const declined = await at.collect(run);
      expect(results(declined)).toEqual({ collect: "success", propose: "success" });
      const step = declined.jobs.get("propose")?.[0]?.steps.get("propose");
      const place = `https://github.com/octo-org/sentiment/pull/${number}`;
      expect(step?.outputs).toMatchObject({ verdict: "pass", "reason-code": "declined", effect: "declined", place });
      expect(step?.summary).toContain("was closed");
    }
    expect(at.proposal()).toBeUndefined();

    at.report("quill", { ...WRONG, input: "hardly a film" });
    expect((await at.collect(74)).outputs["proposal"]).toMatch(/\/pull\/\d+$/);
    expect(at.proposal()).toMatchObject({ title: "Feedback, version 1: 3 rows, 3 tests, 0 training rows" });
    // A title that somebody gave it stays.
    Object.assign(at.proposal() ?? {}, { title: "What users told us" });
    at.report("quill", { ...WRONG, input: "no fun" });
    await at.collect(75);
    expect(at.proposal()?.title).toBe("What users told us");
  },
);

test.concurrent("what a reviewer agreed to lets nothing in that was written or changed around it", LIMIT, async () => {
  await using at = await createFeedbackRepository(CONFIGURATION);
  const issue = at.report("quill", WRONG);
  const name = at.rowNameOf(issue, "quill");
  at.say("ann", issue, `/feedback ${name} wrong expected=negative`);
  // Somebody names the reviewed row as the case of an input of their own.
  at.report("mallory", { case: name, input: "a great film", answer: "positive", expected: "negative" });
  // Somebody changes theirs after it was looked at; GitHub counts whole seconds.
  const other = at.report("mallory", { ...WRONG, input: "harmless" });
  at.say("ann", other, `/feedback ${at.rowNameOf(other, "mallory")} wrong`, { createdAt: "2026-01-05T00:00:00Z" });
  at.edit(other, (body) => body.replace("harmless", "poison"), "2026-01-05T00:00:00Z");
  // Whoever may write to the repository changes what others said, and an App writes with a reviewer's token.
  const changed = at.report("zoe", { ...WRONG, input: "dull", consents: false });
  at.edit(changed, (body) => body.replace("[ ]", "[x]"), "2026-01-05T00:00:00Z", "ann");
  at.github.state.issues.push({ ...ofApp(at.report("ann", { ...WRONG, input: "by an app" })), app: "some-app" });

  const { outputs, summary } = collected(await at.collect(80));
  expect(outputs).toMatchObject({ rows: "3", tests: "1", waiting: "2" });
  expect(summary).toContain("refused, edited");
  const tests = at.file("suites/feedback.jsonl", "proposal");
  expect(JSON.parse(tests)).toMatchObject({ id: name, input: WRONG.input, expected: "negative" });
  expect(at.file(".airworthy/feedback/rows.jsonl", "proposal")).not.toMatch(/dull|by an app/);

  // Looked at again, it counts.
  at.say("ann", other, `/feedback ${at.rowNameOf(other, "mallory")} wrong`, { createdAt: "2026-01-05T00:00:01Z" });
  expect(collected(await at.collect(81)).outputs).toMatchObject({ tests: "2", waiting: "1" });

  function ofApp(number: number) {
    const [own] = at.github.state.issues.splice(
      at.github.state.issues.findIndex((found) => found.number === number),
      1,
    );
    if (own === undefined) throw new Error("there is no such issue");
    return own;
  }
});

test.concurrent(
  "a test that is there is denied by who may write, not by anybody; an issue that its author emptied is gone",
  LIMIT,
  async () => {
    await using at = await createFeedbackRepository(`${CONFIGURATION}  agree: 0\n`);
    const issue = at.report("quill", WRONG);
    const other = at.report("zoe", { ...WRONG, input: "never again" });
    await at.collect(90);
    at.merge();
    for (const login of ["bob", "eve", "mallory"])
      at.say(login, issue, `/feedback ${at.rowNameOf(issue, "quill")} right`);
    expect(collected(await at.collect(91)).outputs).toMatchObject({ effect: "unchanged", disputed: "1", tests: "2" });

    at.edit(other, () => "", "2026-01-05T00:00:00Z");
    expect(collected(await at.collect(92)).outputs).toMatchObject({ effect: "handed-over", rows: "1", tests: "1" });
    expect(at.file("suites/feedback.jsonl", "proposal")).not.toContain("never again");

    at.say("ann", issue, `/feedback ${at.rowNameOf(issue, "quill")} right`);
    expect(collected(await at.collect(93)).outputs).toMatchObject({ tests: "0", training: "0", disputed: "0" });
  },
);

test.concurrent("texts that look like a template or YAML are cases as they are", LIMIT, async () => {
  await using at = await createFeedbackRepository("feedback: { model: sentiment, agree: 0, test-share: 1 }\n");
  const inputs = ["{input} {expected}", "- a: &x *x", 'quote " and \\ and {{7*7}}', "line\n--- \nnext: [1, 2"];
  for (const input of inputs) at.report("quill", { input, answer: "?", expected: `${input} {expected} {id}` });
  expect(collected(await at.collect(95)).outputs).toMatchObject({ tests: "4" });
  at.merge();
  const cwd = await at.checkOut("checkout");
  await writeFile(
    join(cwd, "echo.mjs"),
    'export const predict = (texts) => texts.map((text) => text + " {expected} {id}");\n',
  );
  const run = await runAction("test-behavior", {
    cwd,
    inputs: { suite: "suites/feedback.yml", candidate: "echo.mjs" },
  });
  expect(run.outputs).toMatchObject({ verdict: "pass" });
});

function results({ jobs }: WorkflowRun): Record<string, string | undefined> {
  return Object.fromEntries([...jobs].map(([id, [run]]) => [id, run?.result]));
}

function collected({ jobs }: WorkflowRun) {
  const run = jobs.get("collect")?.[0]?.steps.get("collect");
  if (run === undefined) throw new Error("nothing was collected");
  return run;
}
