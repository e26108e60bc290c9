import { type Cases, expression, GATE, STAGE_2, SUITE, uses, workflow } from "./example-workflow.ts";

/** Rules about how workflows use what is ours. */
export const CASES_OF_USE: Readonly<Record<string, Cases>> = {
  "workflows-without-airworthy": {
    finds: [[null, workflow({ steps: ["run: make"] })], [null]],
    silent: [[workflow({ steps: [SUITE] })]],
  },
  "workflow-unreadable": {
    finds: [
      [2, "name: x\non: push: pull_request\njobs: {}\n"],
      [null, "on: push\n"],
      [null, "- a\n- b\n"],
      [3, "on: push\njobs:\n  a: 7\n"],
      [4, "on: push\njobs:\n  a:\n    steps: 7\n"],
      [5, "on: push\njobs:\n  a:\n    steps:\n      - 7\n"],
      [2, "on: push\non: pull_request\njobs: {}\n"],
      [null, `a: &a [x]\nb: &b [${"*a,".repeat(50)}*a]\nc: [${"*b,".repeat(50)}*b]\njobs: {}\n`],
      [null, `jobs: { a: "${"x".repeat(1024 * 1024)}" }`],
      [1, "[".repeat(20_000)],
      [null, "jobs: {}\n"],
      [2, "name: x\non: []\njobs: {}\n"],
      [1, "on: [push, pull_reqest]\njobs: {}\n"],
      [2, "on:\n  workflow_runs: { workflows: [model] }\njobs: {}\n"],
      [2, "on: push\npermissions: { contents: raed }\njobs: {}\n"],
      [4, "on: push\njobs:\n  a:\n    permissions: all\n"],
      [4, "on: push\njobs:\n  a:\n    with: x=1\n"],
      [5, "on: push\njobs:\n  a:\n    steps:\n      - with: [x]\n"],
    ],
    silent: [
      [workflow({ steps: [SUITE] })],
      ["on: push\njobs:\n  a: &a { steps: [&s { run: x }] }\n  b: *a\n"],
      ["on: [push, an_event_of_next_year]\njobs: { a: { with: , permissions: , steps: [{ with: }] } }\n"],
    ],
  },
  "action-unknown": {
    finds: [
      [9, workflow({ steps: [uses("test-behaviour")] })],
      [9, workflow({ steps: ["uses: airworthy/airworthy/actions/test-behavior"] })],
      [9, workflow({ steps: ["uses: airworthy/airworthy@v1"] })],
      [7, GATE.replace("gate-model.yml", "gate-modle.yml")],
    ],
    silent: [[workflow({ steps: [SUITE, "uses: acme/airworthy-like/actions/x@v1"] })], [GATE]],
  },
  "input-unknown": {
    finds: [
      [11, workflow({ steps: [`${uses("test-behavior", "suit: b.yml")}\n  suite: a.yml`] })],
      [9, `${GATE}    with:\n      sweet: a.yml\n`],
      [9, `${GATE}    secrets:\n      token: x\n`],
    ],
    silent: [
      [workflow({ steps: [uses("test-behavior", "suite: a.yml", "artifact: b")] })],
      [`${GATE}    secrets: inherit\n`],
    ],
  },
  "input-missing": {
    finds: [
      [9, workflow({ steps: [uses("test-behavior", "artifact: b")] })],
      [9, workflow({ steps: [uses("test-behavior", "suite: ''")] })],
      [7, GATE.replace("gate-model.yml", "promote-model.yml")],
      [9, `${GATE}    with:\n      model: m\n`],
      [9, `${GATE}    with:\n      suite: a.yml\n      candidate: ''\n`],
    ],
    silent: [
      [workflow({ steps: [SUITE] })],
      [GATE],
      [`${GATE}    with: { model: m, version: 1.0.0, suite: a.yml, candidate: c }\n`],
    ],
  },
  "input-invalid": {
    finds: [
      [12, workflow({ steps: [uses("test-behavior", "suite: a.yml", "fail-on: maybe")] })],
      [9, `${GATE}    with:\n      shards: many\n`],
      [9, `${GATE}    with:\n      shards: 65\n`],
      [9, `${GATE}    with:\n      timeout-minutes: 0\n`],
      [9, `${GATE}    with:\n      lfs: maybe\n`],
      [9, `${GATE}    with:\n      fail-on: maybe\n`],
      [9, `${STAGE_2}    with:\n      comment: maybe\n`, GATE],
    ],
    silent: [
      [workflow({ steps: [uses("test-behavior", "suite: a.yml", `fail-on: ${expression("inputs.maybe")}`)] })],
      [`${GATE}    with:\n      shards: 8\n      lfs: true\n      fail-on: fail\n      suite: maybe\n`],
      [`${GATE}    with:\n      fail-on: ${expression("inputs.maybe")}\n`],
    ],
  },
  "permission-missing": {
    finds: [
      [9, workflow({ steps: [uses("record-history")] })],
      [9, workflow({ permissions: "read-all", steps: [uses("record-history")] })],
      [
        9,
        workflow({
          permissions: "{ contents: write }",
          job: "    permissions: { contents: read }",
          steps: [uses("record-history")],
        }),
      ],
      [7, GATE.replace("contents: read", "checks: read")],
    ],
    silent: [
      [workflow({ permissions: "{ contents: write }", steps: [uses("record-history")] })],
      [workflow({ permissions: "write-all", steps: [uses("record-history")] })],
      [workflow({ steps: [uses("record-history", `token: ${expression("secrets.APP_TOKEN")}`)] })],
      [GATE],
    ],
  },
  "read-permission-missing": {
    finds: [[9, workflow({ steps: [uses("compare-metrics", "baseline: merge-base")] })]],
    silent: [
      [workflow({ steps: [uses("compare-metrics", "baseline: b.jsonl")] })],
      [workflow({ permissions: "{ actions: read }", steps: [uses("compare-metrics", "baseline: merge-base")] })],
    ],
  },
  "permissions-undeclared": {
    finds: [
      [5, workflow({ steps: [SUITE] }).replace("permissions: {}\n", "")],
      [
        5,
        `${workflow({ steps: [SUITE], job: "    permissions: { contents: read }" }).replace("permissions: {}\n", "")}`.replace(
          "jobs:\n",
          "jobs:\n  other: { steps: [{ run: make }] }\n",
        ),
      ],
    ],
    silent: [
      [workflow({ steps: [SUITE] })],
      [workflow({ steps: [SUITE], job: "    permissions: { contents: read }" }).replace("permissions: {}\n", "")],
      [workflow({ steps: [SUITE] }), workflow({ steps: ["run: make"] }).replace("permissions: {}\n", "")],
    ],
  },
  "trigger-unfit": {
    finds: [
      [9, workflow({ on: "[issue_comment, release]", steps: [SUITE] })],
      [7, STAGE_2.replace("{ workflow_run: { workflows: [model], types: [completed] } }", "pull_request")],
      [7, GATE.replace("pull_request", "issue_comment")],
    ],
    silent: [
      [workflow({ on: "{ push: { branches: [main] }, release: {} }", steps: [SUITE] })],
      [workflow({ on: "workflow_call", steps: [SUITE] })],
      [STAGE_2, GATE],
    ],
  },
};
