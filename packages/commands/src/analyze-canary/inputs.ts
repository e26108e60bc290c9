import { choice, flag, type InputValues, integer, list, path, text } from "@airworthy/runtime";
import { ROLLOUT_INPUTS } from "../manage-rollout/inputs.ts";
import { REGISTRY_INPUTS } from "../registry-login.ts";
import { SIGNER_INPUTS } from "../sign-model/choose-signer.ts";

const MOST_UNITS = 1e12;

const { rollout, config, folder, branch, artifacts, package: packageInput, "approved-by": approvedBy } = ROLLOUT_INPUTS;

export const CANARY_INPUTS = {
  rollout,
  task: choice(["look", "replay", "size"])
    .default("look")
    .describe(
      "look: judge the step that is going on; replay: judge recorded events as looks would have; size: how many units margins need.",
    ),
  act: flag()
    .default("false")
    .describe("Moves the rollout by what the look says: advance, promote or roll back. Without it nothing is moved."),
  config,
  folder,
  branch,
  propose: ROLLOUT_INPUTS.propose,
  package: packageInput,
  evidence: list()
    .default("airworthy-evidence/*.json")
    .describe(
      "Earlier looks, whose timeline goes on, and with `act` the evidence that clears the candidate; patterns that may match none.",
    ),
  artifacts,
  "baseline-package": ROLLOUT_INPUTS["baseline-package"].describe(
    "Of a replay with `step-starts`: what everybody had before, where the rollout's files do not say it.",
  ),
  "approved-by": approvedBy,
  ...REGISTRY_INPUTS,
  since: text().optional().describe("Of a replay: the time of its first look, such as 2026-10-01T00:00:00Z."),
  until: text().optional().describe("Of a replay: the time of its last look."),
  every: text().default("15m").describe("Of a replay: the time between looks."),
  "step-starts": list()
    .optional()
    .describe("Of a replay: when each step of the ramp began, a time a line; without it the audit log tells."),
  decisions: path()
    .default("airworthy-report/canary-replay.jsonl")
    .describe("Of a replay: the file that each look is written to, a line a look."),
  expected: list()
    .optional()
    .describe(
      "Of sizes: what is expected of a metric, a line each, such as `helpful mean 0.7 sd 0.45` or `toxic rate 0.001`.",
    ),
  "units-per-hour": integer({ min: 1, max: MOST_UNITS })
    .optional()
    .describe("Of sizes: how many units, such as users, come in an hour, of both versions together."),
  sign: flag().default("false").describe("With `act`: signs the entry of the audit log, with a key or keyless."),
  ...SIGNER_INPUTS,
  token: ROLLOUT_INPUTS.token,
} as const;

export type CanaryInputs = InputValues<typeof CANARY_INPUTS>;

export const CANARY_OUTPUTS = {
  decision: "advance, hold, rollback, promote or inconclusive; empty where nothing was looked at.",
  why: "Why, in a few words.",
  effect: "With `act` what came of the move: moved, proposed, unchanged or refused; empty without a move.",
  rollout: "The rollout's identity, such as ranker-2.",
  step: "The step that was looked at, from 1.",
  to: "Of an advance: the step that it leads to, such as `50%` or `100% of staff`, as manage-rollout takes it; else empty.",
  share: "The share of its users that get the candidate, from 0 to 1.",
  decisions: "Of a replay: the file with each look.",
};

export type CanaryOutputs = keyof typeof CANARY_OUTPUTS;

/** Of what looked at nothing. */
export const NO_OUTPUTS: Readonly<Record<CanaryOutputs, string>> = {
  decision: "",
  why: "",
  effect: "",
  rollout: "",
  step: "",
  to: "",
  share: "",
  decisions: "",
};
