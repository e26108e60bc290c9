import type { Asked, InferenceSettings } from "../../packages/comparison/src/inference/estimate-types.ts";
import { accuracyWorld, aucWorld, macroF1World, meansWorld, p95World, type World } from "./worlds.ts";

/** A rule, and a world in which the true difference is known. */
export interface Scenario extends World {
  readonly name: string;
  readonly interval: InferenceSettings["interval"];
  readonly test: Asked["test"];
  /** Comparisons simulated for each number of rows; fewer where each takes long. */
  readonly comparisons: number;
}

const MANY = 3000;
const SOME = 1000;

/** What is done where nothing else is asked for. */
const USUAL = { interval: "student", test: null } as const;

export const SCENARIOS: readonly Scenario[] = [
  { name: "accuracy: McNemar, Newcombe", ...accuracyWorld(false), ...USUAL, comparisons: MANY },
  { name: "macro-F1: drawn, Student's t", ...macroF1World(), ...USUAL, comparisons: SOME },
  {
    name: "macro-F1: drawn, percentile",
    ...macroF1World(),
    interval: "percentile",
    test: "bootstrap",
    comparisons: SOME,
  },
  { name: "macro-F1: drawn, BCa", ...macroF1World(), interval: "bca", test: "bootstrap", comparisons: SOME },
  { name: "MAE of skewed errors: paired t", ...meansWorld(1), ...USUAL, comparisons: MANY },
  { name: "ROC AUC: DeLong", ...aucWorld(), ...USUAL, comparisons: MANY },
  { name: "p95: drawn, Student's t", ...p95World(), ...USUAL, comparisons: SOME / 2 },
  { name: "p95: drawn, percentile", ...p95World(), interval: "percentile", test: "bootstrap", comparisons: SOME / 2 },
  {
    name: "accuracy in clusters of 10: cluster-robust t",
    ...accuracyWorld(true),
    ...USUAL,
    comparisons: MANY,
  },
  { name: "5 metrics: paired t, Holm", ...meansWorld(5), ...USUAL, comparisons: MANY },
];
