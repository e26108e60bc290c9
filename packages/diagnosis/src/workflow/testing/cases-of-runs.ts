import { type Cases, CHECKOUT, expression, GATE, PIN, STAGE_2, SUITE, uses, workflow } from "./example-workflow.ts";

/** Rules about what happens around it when workflows run. */
export const CASES_OF_RUNS: Readonly<Record<string, Cases>> = {
  "pull-request-target": {
    finds: [[2, workflow({ on: "{ pull_request_target: {} }", steps: [SUITE] })]],
    silent: [[workflow({ on: "pull_request", steps: [SUITE] })]],
  },
  "untrusted-checkout": {
    finds: [
      [
        9,
        workflow({
          on: "pull_request_target",
          steps: [`uses: ${CHECKOUT}\nwith: { ref: "${expression("github.event.pull_request.head.sha")}" }`],
        }),
      ],
      [9, workflow({ on: "pull_request_target", steps: [`uses: ${CHECKOUT}\nwith: { ref: "refs/pull/7/merge" }`] })],
      [
        9,
        workflow({
          on: "workflow_run",
          steps: [`uses: ${CHECKOUT}\nwith: { ref: "${expression("github.event.workflow_run.head_sha")}" }`],
        }),
      ],
      [9, workflow({ on: "issue_comment", steps: ["run: gh pr checkout 7"] })],
    ],
    silent: [
      [workflow({ on: "pull_request_target", steps: [`uses: ${CHECKOUT}\nwith: { ref: main }`] })],
      [
        workflow({
          on: "pull_request",
          steps: [`uses: ${CHECKOUT}\nwith: { ref: "${expression("github.event.pull_request.head.sha")}" }`],
        }),
      ],
    ],
  },
  "write-beside-code": {
    finds: [
      [6, workflow({ on: "pull_request", permissions: "{ checks: write }", steps: [`uses: ${CHECKOUT}`, SUITE] })],
    ],
    silent: [
      [workflow({ on: "pull_request", permissions: "{ contents: read }", steps: [`uses: ${CHECKOUT}`, SUITE] })],
      [workflow({ on: "pull_request", permissions: "{ checks: write }", steps: [SUITE] })],
      [workflow({ on: "push", permissions: "{ checks: write }", steps: [`uses: ${CHECKOUT}`, SUITE] })],
      [
        workflow({
          on: "[push, pull_request]",
          permissions: "{ checks: write }",
          job: "    if: github.event_name == 'push'",
          steps: [`uses: ${CHECKOUT}`, SUITE],
        }),
      ],
    ],
  },
  "credentials-kept": {
    finds: [[9, workflow({ steps: [`uses: ${CHECKOUT}`, SUITE] })]],
    silent: [
      [workflow({ steps: [`uses: ${CHECKOUT}\nwith: { persist-credentials: false }`, SUITE] })],
      [workflow({ steps: [SUITE] }), workflow({ steps: [`uses: ${CHECKOUT}`] })],
    ],
  },
  "shallow-history": {
    finds: [[9, workflow({ steps: [`uses: ${CHECKOUT}`, uses("compare-metrics", "baseline: git:main")] })]],
    silent: [
      [
        workflow({
          steps: [`uses: ${CHECKOUT}\nwith: { fetch-depth: 0 }`, uses("compare-metrics", "baseline: git:main")],
        }),
      ],
      [workflow({ steps: [`uses: ${CHECKOUT}`, uses("compare-metrics", "baseline: b.jsonl")] })],
    ],
  },
  "report-not-posted": {
    finds: [
      [9, workflow({ on: "pull_request", steps: [uses("post-report")] })],
      [9, workflow({ on: "push", permissions: "{ checks: write }", steps: [uses("post-report")] })],
      [7, GATE],
      [
        7,
        GATE,
        STAGE_2.replace("[model]", "[other]"),
        workflow({ steps: [SUITE] }).replace("name: model", "name: other"),
      ],
    ],
    silent: [
      [workflow({ on: "pull_request", steps: [uses("post-report")] }), STAGE_2],
      [workflow({ on: "pull_request", steps: [uses("post-report", "token: ''")] })],
      [workflow({ on: "push", permissions: "{ checks: write }", steps: [uses("post-report", "comment: never")] })],
      [GATE, STAGE_2],
    ],
  },
  "forks-not-reported": {
    finds: [[9, workflow({ on: "pull_request", permissions: "write-all", steps: [uses("post-report")] })]],
    silent: [
      [workflow({ on: "pull_request", permissions: "write-all", steps: [uses("post-report")] }), STAGE_2],
      [workflow({ on: "push", permissions: "write-all", steps: [uses("post-report")] })],
    ],
  },
  "workflow-run-unknown": {
    finds: [
      [2, STAGE_2],
      [2, STAGE_2, GATE.replace("name: model", "name: Model")],
    ],
    silent: [
      [GATE, STAGE_2],
      [STAGE_2, "broken: ["],
      [STAGE_2.replace("[model]", '".github/workflows/1.yml"'), GATE.replace("name: model\n", "")],
    ],
  },
  "concurrency-missing": {
    finds: [[9, workflow({ on: "{ schedule: [{ cron: '0 * * * *' }] }", steps: [uses("record-history")] })]],
    silent: [
      [workflow({ on: "{ schedule: [] }", top: "concurrency: history", steps: [uses("record-history")] })],
      [workflow({ on: "{ schedule: [] }", job: "    concurrency: history", steps: [uses("record-history")] })],
      [workflow({ on: "{ schedule: [] }", steps: [SUITE] })],
      [workflow({ on: "push", steps: [uses("record-history")] })],
    ],
  },
  "artifact-twice": {
    finds: [
      [
        15,
        workflow({
          steps: [uses("test-behavior", "suite: a", "artifact: e"), uses("test-behavior", "artifact: e", "suite: b")],
        }),
      ],
      [
        12,
        workflow({
          job: "    strategy: { matrix: { n: [1, 2] } }",
          steps: [uses("test-behavior", "suite: a", "artifact: e")],
        }),
      ],
    ],
    silent: [
      [
        workflow({
          steps: [uses("test-behavior", "suite: a", "artifact: e"), uses("test-behavior", "suite: b", "artifact: f")],
        }),
      ],
      [
        workflow({
          steps: [
            uses("test-behavior", "suite: a", "artifact: e"),
            `if: failure()\n${uses("test-behavior", "suite: b", "artifact: e")}`,
          ],
        }),
      ],
      [
        workflow({
          job: "    strategy: { matrix: { n: [1, 2] } }",
          steps: [uses("test-behavior", "suite: a", `artifact: "e-${expression("matrix.n")}"`)],
        }),
      ],
      [
        workflow({ steps: [uses("test-behavior", "suite: a", "artifact: e")] }),
        workflow({ steps: [uses("test-behavior", "suite: a", "artifact: e")] }),
      ],
    ],
  },
  "action-unpinned": {
    finds: [
      [9, workflow({ steps: [SUITE.replace(PIN, "v1")] })],
      [9, workflow({ steps: ["uses: actions/checkout@v7\nwith: { persist-credentials: false }", SUITE] })],
    ],
    silent: [[workflow({ steps: [SUITE, "uses: ./local", `uses: docker://a@sha256:${"a".repeat(64)}`] })]],
  },
};
