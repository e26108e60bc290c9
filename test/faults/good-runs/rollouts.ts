import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { formatStatement } from "@airworthy/evidence";
import { exampleStatement } from "../../../packages/governance/src/reproducibility/example-reproduction.ts";
import { CANARY_CONFIGURATION } from "../../harness/canary/canary-workspace.ts";
import { HEALTHY, visitsOf } from "../../harness/canary/visits.ts";
import { addCommit, startGitHub } from "../../harness/github/index.ts";
import { CANDIDATE, ROLLOUT_CONFIGURATION, STABLE, writeClearance } from "../../harness/rollout-workspace.ts";
import type { GoodRun } from "../good-run.ts";
import type { Space } from "../world/space.ts";
import { onGitHub } from "./on-github.ts";

const FLAGS = ".airworthy/flags";
const LOG = `${FLAGS}/audit.jsonl`;
const CLEARANCE = "airworthy-evidence/reproducibility-aaaa.json";
const START = ["--move", "start", "--rollout", "ranker", "--package", CANDIDATE, "--baseline-package", STABLE];

export const manageRollout: GoodRun = {
  verb: "manage-rollout",
  name: "manage-rollout",
  heeds: /^a year behind$|1970/,
  args: START,
  async prepare(space) {
    await space.write("airworthy.yml", ROLLOUT_CONFIGURATION);
    await writeClearance(space.path);
    await space.write(
      `${FLAGS}/flags.json`,
      '{"flags":{"banner":{"state":"ENABLED","variants":{"on":true},"defaultVariant":"on"}}}\n',
    );
  },
  reads: ["airworthy.yml", CLEARANCE, `${FLAGS}/flags.json`],
  called: { [CLEARANCE]: /reproducib/ },
  harmless: [{ fault: /flags\.json: nothing at all$/, because: "the first flag begins the file" }],
};

export const rolloutOnGitHub: GoodRun = {
  heeds: /^a year behind$|1970/,
  verb: "manage-rollout",
  name: "manage-rollout on GitHub",
  args: [...START, "--branch", "main"],
  prepare: (space) => writeClearance(space.path),
  reads: [],
  async serve(world) {
    const github = world.stack.use(await startGitHub());
    github.state.refs.set(
      "refs/heads/main",
      addCommit(github.state, { files: { "airworthy.yml": ROLLOUT_CONFIGURATION } }),
    );
    return await onGitHub(github, world, { name: "workflow_dispatch", payload: {} });
  },
};

/** Of the start of the rollout, a Monday. */
const BEGAN = "2026-03-02T09:00:00.000Z";
const CANARY = ["analyze-canary", "--rollout", "ranker", "--act"];

export const analyzeCanary: GoodRun = {
  verb: "analyze-canary",
  name: "analyze-canary",
  args: CANARY.slice(1),
  now: "2026-03-02T10:01:00.000Z",
  heeds: /^a year (?:behind|ahead)$|1970|2099/,
  again: "inconclusive", // the next step has no users yet
  verdict: "warn", // on, since no margin is breached
  async prepare(space) {
    await space.write("airworthy.yml", CANARY_CONFIGURATION);
    await writeClearance(space.path);
    const { runInProcess } = await import("../world/run-in-process.ts");
    const started = await runInProcess({
      args: ["manage-rollout", ...START],
      cwd: space.path,
      env: {},
      now: () => new Date(BEGAN),
    });
    if (started.code !== 0) throw new Error(started.stderr);
    const flags = await readFile(join(space.path, FLAGS, "flags.json"), "utf8");
    const visits = (first: number, count: number, at: string) =>
      visitsOf({ flags, first, count, at: new Date(at), candidate: CANDIDATE, world: HEALTHY });
    await space.write("events.jsonl", visits(0, 4_000, BEGAN) + visits(4_000, 100, "2026-03-02T09:59:00.000Z"));
  },
  reads: ["airworthy.yml", "events.jsonl", `${FLAGS}/flags.json`, `${FLAGS}/rollouts.json`, LOG],
  called: {
    "events.jsonl": /events|exposures|no users of the candidate/,
    [LOG]: /audit|log|rollouts/,
    [`${FLAGS}/flags.json`]: /flag/,
    [`${FLAGS}/rollouts.json`]: /rollout/,
  },
};

export const experimentOnGitHub: GoodRun = {
  verb: "manage-experiment",
  name: "manage-experiment on GitHub",
  args: ["--move", "start", "--experiment", "prompts", "--branch", "main"],
  prepare: writeArms,
  reads: [],
  async serve(world) {
    const github = world.stack.use(await startGitHub());
    github.state.refs.set("refs/heads/main", addCommit(github.state, { files: { "airworthy.yml": EXPERIMENT } }));
    return await onGitHub(github, world, { name: "workflow_dispatch", payload: {} });
  },
};

export const verifyAudit: GoodRun = {
  verb: "verify-audit",
  name: "verify-audit",
  args: ["--csv", "audit.csv"],
  async prepare(space) {
    await manageRollout.prepare(space);
    await space.airworthy(["manage-rollout", ...START]);
  },
  reads: [LOG, `${FLAGS}/rollouts.json`, `${FLAGS}/flags.json`],
  called: { [LOG]: /audit log|audit\.jsonl/, [`${FLAGS}/flags.json`]: /flag/, [`${FLAGS}/rollouts.json`]: /rollouts/ },
};

const EXPERIMENT = `policy:
  expose:
    - type: reproducibility
experiments:
  prompts:
    flag: ranker
    arms:
      control: { digest: "sha256:${"a".repeat(64)}" }
      short: { digest: "sha256:${"b".repeat(64)}" }
    traffic: 50 %
    metric: { name: answered, better: higher }
`;

async function writeArms(space: Space): Promise<void> {
  for (const [name, digit] of [
    ["control", "a"],
    ["short", "b"],
  ] as const) {
    const candidate = { name, version: null, sha256: digit.repeat(64), digestOf: "package" } as const;
    await space.write(`airworthy-evidence/${name}.json`, formatStatement(exampleStatement({ candidate })));
  }
}

export const manageExperiment: GoodRun = {
  verb: "manage-experiment",
  name: "manage-experiment",
  args: ["--move", "start", "--experiment", "prompts"],
  async prepare(space) {
    await space.write("airworthy.yml", EXPERIMENT);
    await space.write(
      `${FLAGS}/flags.json`,
      '{"flags":{"banner":{"state":"ENABLED","variants":{"on":true},"defaultVariant":"on"}}}\n',
    );
    await writeArms(space);
  },
  reads: ["airworthy.yml", `${FLAGS}/flags.json`, "airworthy-evidence/control.json"],
  called: { "airworthy-evidence/control.json": /control/ },
  harmless: [{ fault: /flags\.json: nothing at all$/, because: "the first flag begins the file" }],
};

export const serveFlags: GoodRun = {
  verb: "serve-flags",
  name: "serve-flags",
  args: ["--flags", "flags.json", "--port", "0"],
  prepare: (space) =>
    space.write("flags.json", '{"flags":{"ranker":{"state":"ENABLED","variants":{"on":"a"},"defaultVariant":"on"}}}\n'),
  reads: ["flags.json"],
  isService: true,
};
