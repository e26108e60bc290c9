import type { InputValues } from "@airworthy/runtime";
import type { compareMetrics } from "../../packages/commands/src/compare-metrics.ts";
import { UNNAMED_VERSIONS } from "./unnamed-versions.ts";

export type ComparisonInputs = InputValues<typeof compareMetrics.inputs>;

/** The inputs of compare-metrics as they are where only the candidate is given. */
export const COMPARISON_INPUTS: ComparisonInputs = {
  candidate: "new.jsonl",
  baseline: undefined,
  "baseline-artifact": "airworthy-predictions",
  "baseline-depth": 20,
  token: undefined,
  metrics: undefined,
  task: "classification",
  positive: undefined,
  slices: undefined,
  "search-slices": undefined,
  cluster: undefined,
  classes: undefined,
  format: "auto",
  alpha: 0.05,
  margin: 0.01,
  correction: "holm",
  interval: "student",
  resamples: 500,
  "min-rows": 30,
  seed: 0,
  waivers: ".airworthy/waivers.yml",
  "metrics-json": undefined,
  config: undefined,
  "registry-username": undefined,
  "registry-password": undefined,
  ...UNNAMED_VERSIONS,
};
