import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runAction } from "../harness/runner.ts";
import type { WorkflowRun } from "../harness/workflow/call-workflow.ts";
import { createFeedbackRepository, type FeedbackRepository, SALT } from "./feedback-repository.ts";

const LIMIT = { timeout: 240_000 };
const CONFIGURATION = `feedback:
  model: sentiment
  classes: [negative, positive]
  exports:
    - { path: "thumbs*.jsonl", consent: true, columns: { kind: thumb } }
`;
/** Without exports: nothing brings them. */
const ISSUES_ALONE = CONFIGURATION.slice(0, CONFIGURATION.indexOf("  exports:"));

const REPORTED = ["not good at all", "never again", "hardly a film", "far from great", "no fun", "nothing to see"];

test.concurrent(
  "what people report is proposed once reviewers agree, finds the model that is wrong, and passes one that was mended",
  LIMIT,
  async () => {
    await using at = await createFeedbackRepository(ISSUES_ALONE);
    const issues = REPORTED.map((input) => at.report("quill", { input, answer: "positive", expected: "negative" }));
    at.report("quill", { input: "a secret film", answer: "positive", expected: "negative", consents: false });

    const first = await at.collect(10);
    expect(results(first)).toEqual({ collect: "success", propose: "success" });
    expect(collected(first).outputs).toMatchObject({
      effect: "handed-over",
      rows: "6",
      tests: "0",
      training: "0",
      waiting: "6",
    });
    expect(first.outputs["proposal"]).toMatch(/\/pull\/\d+$/);

    // What agrees is told in the summary: a reviewer says it, others may say what they like.
    const words = collected(first).summary.match(/\/feedback feedback\/[0-9a-f]{16} wrong/g) ?? [];
    expect(words).toHaveLength(6);
    for (const [index, word] of words.entries()) at.say("ann", issues[index] ?? 0, word);
    const second = await at.collect(11);
    const { tests = "", training = "" } = collected(second).outputs;
    expect([Number(tests) > 0, Number(training) > 0, Number(tests) + Number(training)]).toEqual([true, true, 6]);
    expect(at.github.state.pulls).toHaveLength(1);
    expect(
      `${at.file("suites/feedback.jsonl", "proposal")}${at.file(".airworthy/feedback/training.jsonl", "proposal")}`
        .trimEnd()
        .split("\n"),
    ).toHaveLength(6);
    expect(at.file(".airworthy/feedback/rows.jsonl", "proposal")).not.toContain("secret film");
    // Whoever speaks of a model is in the provenance, and in no row.
    expect(at.file(".airworthy/feedback/rows.jsonl", "proposal")).not.toContain("quill");
    const manifest: unknown = JSON.parse(at.file(".airworthy/feedback/manifest.json", "proposal"));
    expect(manifest).toMatchObject({
      version: 1,
      provenance: expect.arrayContaining([expect.objectContaining({ reviewer: "quill", consent: true })]),
    });

    // The same again proposes nothing, neither while it is open nor once it is merged.
    const commits = at.github.state.commits.length;
    expect((await at.collect(12)).outputs).toMatchObject({ effect: "unchanged", proposal: "" });
    at.merge();
    expect(results(await at.collect(13))).toEqual({ collect: "success", propose: "skipped" });
    expect(at.github.state.pulls).toHaveLength(1);
    expect(at.github.state.commits).toHaveLength(commits);

    const cwd = await at.checkOut("checkout");
    await writeFile(join(cwd, "old.mjs"), `export const predict = (texts) => texts.map(() => "positive");\n`);
    await writeFile(join(cwd, "new.mjs"), `export const predict = (texts) => texts.map(() => "negative");\n`);
    const suite = { suite: "suites/feedback.yml" };
    const wrong = await runAction("test-behavior", { cwd, inputs: { ...suite, candidate: "old.mjs" } });
    expect(wrong).toMatchObject({ exitCode: 1, outputs: { verdict: "fail" } });
    const mended = await runAction("test-behavior", {
      cwd,
      inputs: { ...suite, candidate: "new.mjs", baseline: "old.mjs" },
    });
    expect(mended.outputs).toMatchObject({ verdict: "pass" });
    const evidence = mended.outputs["evidence"] ?? "";
    const report = await runAction("post-report", { cwd, inputs: { evidence, comment: "never" }, env: at.github.env });
    expect(report.summary).toContain(`fixed ${tests}, broke 0 of ${tests} reported case`);

    const judged = await runAction("collect-feedback", {
      cwd,
      inputs: { evidence, token: "" },
      env: { INPUT_SALT: SALT },
    });
    expect(judged.outputs).toMatchObject({ verdict: "pass", "reason-code": "feedback-fixed", effect: "unchanged" });
    expect(refusedIn(at)).toEqual([]);
  },
);

test.concurrent(
  "a word counts that a reviewer wrote and nobody changed: no quote, no code, no bot, nobody's claim to be one",
  LIMIT,
  async () => {
    await using at = await createFeedbackRepository(ISSUES_ALONE);
    const issue = at.report("quill", { input: "not good at all", answer: "positive", expected: "negative" });
    const [word = ""] = collected(await at.collect(20)).summary.match(/\/feedback feedback\/[0-9a-f]{16} wrong/g) ?? [];
    expect(word).not.toBe("");
    at.say("mallory", issue, `From: @ann\n\n${word}`);
    at.say("ANN-", issue, word);
    at.say("ann", issue, `> ${word}`);
    at.say("ann", issue, `\`\`\`\n${word}\n\`\`\``);
    at.say("ann", issue, `I would not say ${word}`);
    at.say("ann", issue, word, { editedAt: "2026-01-02T00:00:00Z" });
    at.say("ann", issue, word, { app: "some-app" });
    at.say("ann[bot]", issue, word);
    const run = collected(await at.collect(21));
    expect(run.outputs).toMatchObject({
      tests: "0",
      training: "0",
      waiting: "1",
      verdict: "warn",
      "reason-code": "rows-refused",
    });
    expect(run.summary).toContain("refused, edited");

    at.say("Ann", issue, word);
    expect(collected(await at.collect(22)).outputs).toMatchObject({ waiting: "0" });
  },
);

test.concurrent(
  "people who differ are shown and asked once; what nobody settled is learnt by nobody",
  LIMIT,
  async () => {
    await using at = await createFeedbackRepository(`${ISSUES_ALONE}  agree: 0\n  consent: true\n`);
    const issue = at.report("quill", { input: "a film", answer: "positive", expected: "negative" });
    const name = at.rowNameOf(issue, "quill");
    at.say("bob", issue, `/feedback ${name} right`);
    const ask = (run: number) =>
      runAction("collect-feedback", {
        inputs: { branch: "main", ask: "true" },
        env: { ...at.github.envOfRun(run), INPUT_SALT: SALT, GITHUB_SHA: "a".repeat(40) },
        event: { name: "schedule", payload: {} },
        token: at.github.tokenFor({ contents: "read", issues: "write", "pull-requests": "read" }),
      });
    const asked = await ask(31);
    expect(asked.outputs).toMatchObject({ disputed: "1", tests: "0", training: "0", "reason-code": "needs-review" });
    const questions = () => at.github.state.comments.filter(({ body }) => body.includes("Needs review"));
    expect(questions()).toMatchObject([{ issue, login: "github-actions[bot]", body: expect.stringContaining(name) }]);
    await ask(32);
    expect(questions()).toHaveLength(1);

    at.say("ann", issue, `/feedback ${name} wrong expected=negative`);
    const settled = await ask(33);
    expect(settled.outputs).toMatchObject({ disputed: "0", "reason-code": "collected" });
    expect(Number(settled.outputs["tests"]) + Number(settled.outputs["training"])).toBe(1);
    expect(refusedIn(at)).toEqual([]);
  },
);

test.concurrent(
  "who asks to be removed is, from data, tests and training rows, for all times, and nobody else is by it",
  LIMIT,
  async () => {
    await using at = await createFeedbackRepository(`${ISSUES_ALONE}  agree: 0\n`);
    for (const input of REPORTED) at.report("quill", { input, answer: "positive", expected: "negative" });
    const one = at.report("bob", { input: "a dull book", answer: "positive", expected: "negative" });
    at.report("bob", { input: "a loud phone", answer: "positive", expected: "negative" });
    const kept = at.report("zoe", { input: "an odd oven", answer: "positive", expected: "negative" });
    await at.collect(40);
    at.merge();
    expect(everything(at, "main")).toContain("never again");

    at.open("quill", "Please remove me.", ["feedback-removal"]);
    // Of what one asks for only what one said oneself goes.
    at.open(
      "bob",
      `Remove https://github.com/octo-org/sentiment/issues/${one}, and https://github.com/octo-org/sentiment/issues/${kept}.`,
      ["feedback-removal"],
    );
    const run = await at.collect(41);
    expect(collected(run).outputs).toMatchObject({ rows: "2", version: "2" });
    const proposed = everything(at, "proposal");
    for (const input of [...REPORTED, "a dull book"]) expect(proposed).not.toContain(input);
    expect(proposed).toContain("a loud phone");
    expect(proposed).toContain("an odd oven");
    expect(proposed).not.toContain("quill");
    at.merge();
    expect((await at.collect(42)).outputs).toMatchObject({ effect: "unchanged" });
    expect(refusedIn(at)).toEqual([]);
  },
);

test.concurrent(
  "thumbs of an application and reactions to a report come together, people of the application as hashes alone",
  LIMIT,
  async () => {
    await using at = await createFeedbackRepository(`${CONFIGURATION}  agree: 0\n`);
    const report = at.say(
      "github-actions[bot]",
      1,
      `Report\n\n<!-- airworthy key=airworthy schema=1 head=${"a".repeat(40)} run=1 attempt=1 -->`,
    );
    at.github.state.reactions.push({ id: 1, comment: report.id, login: "quill", content: "-1" });
    const thumbs = [
      { id: 1, thumb: "down", input: "not good", output: "positive", expected: "negative", reviewer: "Jane Roe" },
      { id: 2, thumb: "up", input: "very good", output: "positive", reviewer: "Jane Roe", on: "2026-03-04" },
      { id: 2, thumb: "up", input: "very  GOOD!", output: "positive", reviewer: "ann" },
    ];
    const prepare = `printf '%s\\n' ${thumbs.map((row) => `'${JSON.stringify(row)}'`).join(" ")} > thumbs.jsonl`;
    const run = await at.collect(50, { prepare });
    expect(collected(run).outputs).toMatchObject({ rows: "2", verdict: "pass" });
    expect(collected(run).summary).toContain("Reactions on 1 case");
    expect(everything(at, "proposal")).not.toMatch(/Jane|Roe|"ann"/);
    expect((await at.collect(51, { prepare })).outputs).toMatchObject({ effect: "unchanged" });
    expect(refusedIn(at)).toEqual([]);
  },
);

test.concurrent("a word on a case of a report becomes a test by the table of what was asked there", LIMIT, async () => {
  await using at = await createFeedbackRepository(`${ISSUES_ALONE}  consent: true\n  test-share: 1\n`);
  at.say("ann", 1, "I looked at it.\n\n/feedback negation/3 wrong expected=negative\n/feedback negation/4 wrong");
  const row = {
    id: "negation/3",
    test: "negation",
    case: "3",
    input: "It is not a great film.",
    change: "new-failure",
  };
  const table = JSON.stringify({ ...row, candidate: { outcome: "fail", prediction: "positive" }, baseline: null });
  const inputs = { prepare: `printf '%s\\n' '${table}' > cases.jsonl`, cases: "cases.jsonl" };
  expect(collected(await at.collect(60, inputs)).outputs).toMatchObject({ rows: "2", tests: "1", disputed: "0" });
  expect(JSON.parse(at.file("suites/feedback.jsonl", "proposal"))).toMatchObject({
    input: "It is not a great film.",
    expected: "negative",
  });
});

function everything(at: FeedbackRepository, of: "main" | "proposal"): string {
  const files = [
    ".airworthy/feedback/rows.jsonl",
    ".airworthy/feedback/manifest.json",
    "suites/feedback.jsonl",
    ".airworthy/feedback/training.jsonl",
  ];
  return files.map((path) => at.file(path, of)).join("\n");
}

function results({ jobs }: WorkflowRun): Record<string, string | undefined> {
  return Object.fromEntries([...jobs].map(([id, [run]]) => [id, run?.result]));
}

function collected({ jobs }: WorkflowRun) {
  const run = jobs.get("collect")?.[0]?.steps.get("collect");
  if (run === undefined) throw new Error("nothing was collected");
  return run;
}

/** What GitHub refused for want of a permission. */
function refusedIn({ github }: FeedbackRepository): readonly string[] {
  return github.requests.flatMap(({ method, path, status }) => (status === 403 ? [`${method} ${path}`] : []));
}
