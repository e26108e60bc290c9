import type { InputValues } from "@airworthy/runtime";
import type { testBehavior } from "../../packages/commands/src/test-behavior.ts";
import { UNNAMED_VERSIONS } from "./unnamed-versions.ts";

/** What test-behavior gets where nothing is said, but for small batches and short limits. */
export const BEHAVIOR_DEFAULTS: InputValues<typeof testBehavior.inputs> = {
  suite: "suite.yml",
  candidate: "candidate.mjs",
  baseline: undefined,
  ...UNNAMED_VERSIONS,
  config: undefined,
  judge: undefined,
  "batch-size": 8,
  concurrency: 2,
  timeout: 10,
  alpha: 0.05,
  "minimum-effect": 0.01,
  seed: undefined,
  repeats: 1,
  shard: undefined,
  cache: undefined,
  cases: undefined,
  junit: undefined,
  ctrf: undefined,
};
