import { expect, test } from "vitest";
import { readWorkflow } from "../workflow/read-workflow.ts";
import { expression } from "../workflow/testing/example-workflow.ts";
import { usesOf } from "../workflow/uses-of.ts";
import { type Push, pushesOf } from "./pushes.ts";

function pushesIn(job: string): Push[] {
  const { workflow } = readWorkflow({ path: "w.yml", text: `on: schedule\njobs:\n  a: ${job}\n` });
  if (workflow === null) throw new Error("it is no workflow");
  return pushesOf(usesOf(workflow));
}

function step(name: string, given: string): Push[] {
  return pushesIn(`{ steps: [{ uses: airworthy/airworthy/actions/${name}@v1, with: { ${given} } }] }`);
}

function call(name: string, given: string, more = ""): Push[] {
  return pushesIn(`{ uses: airworthy/airworthy/.github/workflows/${name}@v1, with: { ${given} }${more} }`);
}

test("moves, promotions and looks that act commit to their branch, and each is told how it need not", () => {
  expect(step("manage-rollout", "move: start, branch: main")).toEqual([
    {
      branch: "main",
      by: "manage-rollout",
      place: { file: "w.yml", line: 3, column: expect.any(Number) },
      remedy: expect.stringContaining("propose: true"),
    },
  ]);
  const found = [
    ...step("manage-experiment", "move: start, branch: refs/heads/main"),
    ...step("analyze-canary", "act: true, branch: main"),
    ...step("promote-model", "branch: main, task: rollback"),
    ...call("promote-model.yml", "branch: main"),
    ...call("watch-canary.yml", `branch: main, act: "${expression(`github.event_name == 'schedule'`)}"`),
  ];
  expect(found.map(({ branch }) => branch)).toEqual(["main", "main", "main", "main", "main"]);
  expect(found.filter(({ remedy }) => !/token|branch/.test(remedy))).toEqual([]);
  expect(
    step("promote-model", `branch: "${expression("github.event.repository.default_branch")}"`)[0]?.branch,
  ).toBeNull();
});

test.each([
  step("manage-rollout", "move: status, branch: main"),
  step("manage-rollout", "move: start"),
  step("manage-rollout", "move: start, branch: main, propose: true"),
  step("manage-rollout", `move: start, branch: main, token: "${expression("steps.app.outputs.token")}"`),
  step("analyze-canary", "branch: main"),
  step("analyze-canary", "branch: main, act: 'False'"),
  step("promote-model", "branch: main, task: why"),
  step("promote-model", `branch: "${expression("inputs.branch")}"`),
  step("collect-feedback", "branch: main, propose: true"),
  step("constructor", "branch: main"),
  call("watch-canary.yml", "branch: main, act: false"),
  call("promote-model.yml", "branch: main", ", secrets: { token: x }"),
  call("promote-model.yml", "branch: main", ", secrets: inherit"),
  call("collect-feedback.yml", "branch: main"),
])("what only looks, proposes, or has a token of its own pushes nothing with the job's", (...pushes) => {
  expect(pushes.flat()).toEqual([]);
});

test("the job's own token by either name is no other token", () => {
  for (const token of ["github.token", "secrets.GITHUB_TOKEN"]) {
    expect(step("promote-model", `branch: main, token: "${expression(token)}"`)).toHaveLength(1);
  }
  expect(call("watch-canary.yml", "branch: main, act: true", ", secrets: inherit")).toHaveLength(1);
});
