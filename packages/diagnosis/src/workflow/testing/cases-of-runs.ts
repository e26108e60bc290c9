import { CASES_OF_CODE } from "./cases-of-code.ts";
import { type Cases, CHECKOUT, expression, GATE, PIN, STAGE_2, SUITE, uses, workflow } from "./example-workflow.ts";

/** What cannot be read as a workflow. */
export const BROKEN = "broken: [";

/** A second gate, whose evidence has the same name, and a job that runs where another does not. */
const SECOND_GATE = `  second:
    permissions: { contents: read }
    uses: airworthy/airworthy/.github/workflows/gate-model.yml@${PIN}
`;
const OTHER_JOB = `  b:
    if: "!inputs.a"
    steps:
      - ${uses("test-behavior", "suite: a", "artifact: e").replaceAll("\n", "\n        ")}
`;

/** Rules about what happens around it when workflows run. */
export const CASES_OF_RUNS: Readonly<Record<string, Cases>> = {
  ...CASES_OF_CODE,
  "pull-request-target": {
    finds: [
      [2, workflow({ on: "{ pull_request_target: {} }", steps: [SUITE] })],
      [
        2,
        workflow({ on: "workflow_call", steps: [SUITE] }),
        "on: pull_request_target\npermissions: {}\njobs: { a: { uses: ./.github/workflows/0.yml } }\n",
      ],
    ],
    silent: [
      [workflow({ on: "pull_request", steps: [SUITE] })],
      [
        workflow({ on: "workflow_call", steps: [SUITE] }),
        "on: pull_request\npermissions: {}\njobs: { a: { uses: ./.github/workflows/0.yml } }\n",
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
      [7, GATE, STAGE_2.replace("[completed]", "[requested]")],
      [7, GATE, STAGE_2.replace("types:", "branches: [main], types:")],
      [7, GATE, STAGE_2.replace("types:", "branches-ignore: [main], types:")],
    ],
    silent: [
      [workflow({ on: "pull_request", steps: [uses("post-report")] }), STAGE_2],
      [workflow({ on: "pull_request", steps: [uses("post-report", "token: ''")] })],
      [workflow({ on: "push", permissions: "{ checks: write }", steps: [uses("post-report", "comment: never")] })],
      [GATE, STAGE_2],
      [GATE, STAGE_2.replace(", types: [completed]", "")],
      [GATE, STAGE_2.replace("[completed]", "[requested, completed]")],
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
      [STAGE_2, BROKEN],
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
      [
        12,
        workflow({
          job: "    strategy: { matrix: { n: [1], include: [{ n: 2 }] } }",
          steps: [uses("test-behavior", "suite: a", `artifact: "e-${expression("github.sha")}"`)],
        }),
      ],
      [
        15,
        workflow({
          job: "    strategy: { matrix: { n: [1, 2] } }",
          steps: [
            uses("test-behavior", "suite: a", `artifact: "e-${expression("matrix.n")}"`),
            uses("test-behavior", `artifact: "e-${expression("matrix.n")}"`, "suite: b"),
          ],
        }),
      ],
      [8, `${GATE}${SECOND_GATE}`],
      [5, GATE.replace("    uses:", "    strategy: { matrix: { n: [1, 2] } }\n    uses:")],
    ],
    silent: [
      [`${GATE}${SECOND_GATE}    with: { evidence: other }\n`],
      [
        workflow({
          job: "    strategy: { matrix: { n: [1, 2] } }",
          steps: [`if: matrix.n == 1\n${uses("test-behavior", "suite: a", "artifact: e")}`],
        }),
      ],
      [
        workflow({
          job: "    strategy: { matrix: { n: [1] } }",
          steps: [uses("test-behavior", "suite: a", "artifact: e")],
        }),
      ],
      [
        `${workflow({ job: "    if: inputs.a", steps: [uses("test-behavior", "suite: a", "artifact: e")] })}${OTHER_JOB}`,
      ],
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
