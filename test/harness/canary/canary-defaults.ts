import type { analyzeCanary } from "@airworthy/commands";
import type { InputValues } from "@airworthy/runtime";
import { ROLLOUT_DEFAULTS } from "../rollout-defaults.ts";
import { SIGN_DEFAULTS } from "../sign-defaults.ts";

const { rollout, evidence, artifacts, config, folder, branch, propose, token } = ROLLOUT_DEFAULTS;

/** What analyze-canary gets where the user says nothing. */
export const CANARY_DEFAULTS: InputValues<typeof analyzeCanary.inputs> = {
  ...ROLLOUT_DEFAULTS,
  ...SIGN_DEFAULTS,
  rollout,
  task: "look",
  act: false,
  config,
  folder,
  branch,
  propose,
  package: undefined,
  "baseline-package": undefined,
  evidence,
  artifacts,
  "approved-by": undefined,
  since: undefined,
  until: undefined,
  every: "15m",
  "step-starts": undefined,
  decisions: "airworthy-report/canary-replay.jsonl",
  expected: undefined,
  "units-per-hour": undefined,
  sign: false,
  token,
};
