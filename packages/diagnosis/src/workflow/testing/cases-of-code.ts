import { type Cases, CHECKOUT, expression, GATE, SUITE, uses, workflow } from "./example-workflow.ts";

/** The first step of the workflow on an event. */
const LINE = 9;
const HEAD = "github.event.pull_request.head.sha";

/** Workflows on an event, each with one of these steps. */
function on(event: string, ...steps: readonly string[]): [line: number, text: string][] {
  return steps.map((step) => [LINE, workflow({ on: event, steps: [step] })]);
}

function silentOn(event: string, ...steps: readonly string[]): [text: string][] {
  return on(event, ...steps).map(([, text]) => [text]);
}

function checkout(ref: string, ...others: readonly string[]): string {
  return [`uses: ${CHECKOUT}`, "with:", `  ref: "${ref}"`, ...others].join("\n");
}

function run(...lines: readonly string[]): string {
  return ["run: |", ...lines.map((line) => `  ${line}`)].join("\n");
}

function download(...inputs: readonly string[]): string {
  return ["uses: actions/download-artifact@v8", "with:", ...inputs.map((input) => `  ${input}`)].join("\n");
}

const OF_RUN = `run-id: ${expression("github.event.workflow_run.id")}`;

/** A second step that runs what the first brought: on the line after its three. */
function running(first: string, second: string): [line: number, text: string] {
  const line = LINE + first.split("\n").length;
  return [line, workflow({ on: "workflow_run", steps: [first, second] })];
}

/** A workflow on pull requests that may write, with these steps beside a suite. */
function writing(
  steps: readonly string[],
  { job = "", event = "pull_request", permissions = "{ checks: write }" } = {},
) {
  return workflow({ on: event, permissions, job, steps: [...steps, SUITE] });
}

const CALLER = "on: pull_request\npermissions: {}\njobs: { a: { uses: ./.github/workflows/0.yml } }\n";

/** Rules about code of pull requests: each usual form, and what looks like one and is harmless. */
export const CASES_OF_CODE: Readonly<Record<string, Cases>> = {
  "untrusted-checkout": {
    finds: [
      ...on(
        "pull_request_target",
        checkout(expression(HEAD)),
        checkout(expression("github.head_ref")),
        checkout(`refs/pull/${expression("github.event.number")}/merge`),
        checkout(`pull/${expression("github.event.pull_request.number")}/head`),
        checkout(expression("format('refs/pull/{0}/merge', github.event.number)")),
        checkout(expression("github.event.pull_request.merge_commit_sha")),
        checkout("", `  repository: ${expression("github.event.pull_request.head.repo.full_name")}`),
        checkout(expression("env.HEAD"), `env: { HEAD: "${expression(HEAD)}" }`),
        run("gh pr checkout 7"),
        run("git fetch origin pull/7/head"),
        run("git -C model fetch origin \\", "  refs/pull/7/merge"),
        run(`git checkout ${expression(HEAD)}`),
        `${run('git checkout "$HEAD"')}\nenv: { HEAD: "${expression(HEAD)}" }`,
        run(`HEAD=${expression(HEAD)}`, "git fetch origin $HEAD"),
        run('git switch --detach "$GITHUB_HEAD_REF"'),
        run(`curl -L https://github.com/o/r/archive/${expression(HEAD)}.tar.gz | tar xz`),
      ),
      ...on(
        "issue_comment",
        run('gh pr checkout "$NUMBER"'),
        run('SHA=$(gh pr view "$NUMBER" --json headRefOid --jq .headRefOid)', 'git checkout "$SHA"'),
        checkout(expression("steps.branch.outputs.head_ref")),
        checkout(expression("needs.find.outputs.sha")),
        checkout(expression("env.PR_REF")),
        checkout(`refs/pull/${expression("github.event.issue.number")}/head`),
      ),
      ...on(
        "workflow_run",
        checkout(expression("github.event.workflow_run.head_sha")),
        checkout(expression("github.event.workflow_run.head_branch")),
        checkout(expression("github.event.workflow_run.pull_requests[0].head.sha")),
      ),
      ...on("check_suite", checkout(expression("github.event.check_suite.head_sha"))),
      [
        LINE,
        workflow({ on: "workflow_call", steps: [checkout(expression(HEAD))] }),
        "on: pull_request_target\njobs: { a: { uses: ./.github/workflows/0.yml } }\n",
      ],
      running(download("name: model", OF_RUN), run("sh train.sh")),
      running(download("path: made", OF_RUN), run("python made/predict.py")),
      running(download("path: made", OF_RUN), run("cd data && ../x", "./made/run")),
      running(download(`path: ${expression("runner.temp")}/made`, OF_RUN), run('bash "$RUNNER_TEMP/made/run.sh"')),
      running("uses: dawidd6/action-download-artifact@v9\nwith: { workflow: model.yml }", run("npm ci")),
      running(run("gh run download 7 --dir made"), run("node made/index.js")),
      running(
        "uses: actions/github-script@v8\nwith: { script: 'await github.rest.actions.downloadArtifact({})' }",
        run("unzip model.zip", "make"),
      ),
      [LINE, workflow({ on: "workflow_run", steps: [run("gh run download 7", "./evaluate")] })],
    ],
    silent: [
      ...silentOn(
        "pull_request_target",
        checkout("main"),
        `uses: ${CHECKOUT}`,
        checkout(expression("github.event.pull_request.base.sha")),
        checkout(expression("github.base_ref")),
        checkout(expression("env.BRANCH"), "env: { BRANCH: main }"),
        checkout(expression("steps.version.outputs.tag")),
        run("# git fetch origin pull/7/head"),
        run("git fetch origin main", 'git diff "$BASE"'),
        run("git merge-base main HEAD", `echo ${expression(HEAD)}`),
        run(`gh pr view --json files ${expression("github.event.number")}`),
      ),
      ...silentOn("pull_request", checkout(expression(HEAD)), run("gh pr checkout 7")),
      ...silentOn("workflow_dispatch", run('gh pr checkout "$NUMBER"')),
      [
        workflow({
          on: "workflow_run",
          job: "    if: github.event.workflow_run.event == 'push'",
          steps: [checkout(expression("github.event.workflow_run.head_sha"))],
        }),
      ],
      [
        workflow({
          on: "[pull_request, pull_request_target]",
          steps: [`if: github.event_name == 'pull_request'\n${checkout(expression(HEAD))}`],
        }),
      ],
      [running(download("name: report", OF_RUN), run("cat number"))[1]],
      [running(download("path: made", OF_RUN), run("python scripts/render.py made"))[1]],
      [running(download(`path: ${expression("runner.temp")}/made`, OF_RUN), run("npm ci", "node index.js"))[1]],
      [running(download("name: model"), run("sh train.sh"))[1]],
      [running(download("name: report", OF_RUN), run("python -c 'print(1)'", 'bash -c "$PREPARE"'))[1]],
    ],
  },
  "write-beside-code": {
    finds: [
      [6, writing([`uses: ${CHECKOUT}`])],
      [6, writing([`uses: ${CHECKOUT}`], { permissions: "write-all" })],
      [6, writing([`uses: ${CHECKOUT}`], { permissions: "{ id-token: write }" })],
      [6, writing([`uses: ${CHECKOUT}`], { permissions: "{}", job: "    permissions: { contents: write }" })],
      [6, writing([checkout(expression(HEAD))])],
      [6, writing([checkout(expression("github.sha"))])],
      [6, writing([checkout(expression("github.head_ref"))])],
      [6, writing([checkout(`refs/pull/${expression("github.event.number")}/merge`)])],
      [6, writing([checkout("", `  repository: ${expression("github.repository")}`)])],
      [6, writing([run("gh pr checkout 7")])],
      [6, writing([`uses: ${CHECKOUT}`], { event: "[push, pull_request_review]" })],
      [
        6,
        writing([`uses: ${CHECKOUT}`], { event: "[push, pull_request]", job: "    if: github.event_name != 'push'" }),
      ],
      [6, writing([`uses: ${CHECKOUT}`], { job: "    if: github.event_name == 'pull_request'" })],
      [6, writing([`uses: ${CHECKOUT}`], { event: "workflow_call" }), CALLER],
      [5, `${GATE}    secrets: inherit\n`],
    ],
    silent: [
      [writing([`uses: ${CHECKOUT}`], { permissions: "{ contents: read }" })],
      [writing([`uses: ${CHECKOUT}`], { permissions: "read-all" })],
      [writing([`uses: ${CHECKOUT}`], { permissions: "write-all", job: "    permissions: { contents: read }" })],
      [writing([])],
      [writing([`uses: ${CHECKOUT}`], { event: "push" })],
      [writing([checkout("main")])],
      [writing([checkout(expression("github.event.pull_request.base.sha"))])],
      [writing([checkout(expression("github.event.repository.default_branch"))])],
      [writing([checkout("", "  repository: acme/tools")])],
      [writing([`uses: ${CHECKOUT}`], { event: "[push, pull_request]", job: "    if: github.event_name == 'push'" })],
      [writing([`if: github.ref == 'refs/heads/main'\nuses: ${CHECKOUT}`], { event: "[push, pull_request]" })],
      [writing([`uses: ${CHECKOUT}`], { event: "workflow_call" }), CALLER.replace("pull_request", "push")],
      [GATE],
      [`${GATE.replace("on: pull_request", "on: push")}    secrets: inherit\n`],
      [workflow({ on: "pull_request", permissions: "write-all", steps: [uses("post-report")] })],
    ],
  },
};
