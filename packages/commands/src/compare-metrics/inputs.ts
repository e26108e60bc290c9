import { INTERVALS, METRIC_FORMATS, TASKS } from "@airworthy/comparison";
import { choice, type InputValues, integer, list, number, path, text } from "@airworthy/runtime";
import { BASELINE_INPUTS } from "../baseline/inputs.ts";
import { CONFIGURATION_FILE } from "../configuration/configuration-file.ts";
import { REGISTRY_INPUTS } from "../registry-login.ts";
import { VERSION_INPUTS } from "../version-inputs.ts";

/** Ten thousand put the ends of a 95 % interval within about 2 % of its width (Efron and Tibshirani, 1993, chapter 19). */
const DEFAULT_RESAMPLES = "10000";
/** Under 30, even a perfect record leaves a loss of a tenth open (the rule of three: 3/30). */
const DEFAULT_MIN_ROWS = "30";
/** A percentage point: the smallest change that most teams would act on. */
const DEFAULT_MARGIN = "0.01";

const WAIVERS_FILE = ".airworthy/waivers.yml";

export const INPUTS = {
  candidate: path().describe(
    "The candidate's rows (.jsonl, .csv, .parquet: the columns id, label, prediction and what the metrics need), or a file of metrics or test results of another tool (.json, .yaml, .xml).",
  ),
  baseline: text()
    .optional()
    .describe(
      "The baseline: a path; merge-base (what the nearest earlier commit's workflow run left); git:REF or git:REF:PATH; or package (attached to baseline-package). Without it only floors and ceilings decide.",
    ),
  ...BASELINE_INPUTS,
  metrics: list()
    .optional()
    .describe(
      `A metric a line, with rules if wanted: \`accuracy: floor=0.8 max-drop=0.02\`. Without it, the section metrics of ${CONFIGURATION_FILE}, or else the task's usual ones.`,
    ),
  task: choice(TASKS)
    .default("classification")
    .describe("What labels and predictions are; of multi-label, ranking and text they are lists or texts."),
  positive: text()
    .optional()
    .describe("The class that precision, recall, ROC AUC and other metrics of one class are of."),
  slices: list()
    .optional()
    .describe(
      "A slicing a line: `source`, `source: yelp | imdb` (these must occur), or `source & language`; every metric is also compared for each of their values.",
    ),
  "search-slices": list()
    .optional()
    .describe(
      "Columns, a line each, whose values and pairs of values are searched for the slice that lost most surely.",
    ),
  cluster: text()
    .optional()
    .describe(
      "The column that says which rows belong together, such as a user: rows of one cluster are not independent.",
    ),
  classes: list()
    .optional()
    .describe("All classes that labels and predictions may be, a line each; any that occur, without it."),
  format: choice(["auto", ...METRIC_FORMATS])
    .default("auto")
    .describe("The form of a file of metrics, where its content does not tell."),
  alpha: number({ min: 0, max: 0.5 })
    .default("0.05")
    .describe("The chance, over all metrics, of calling a difference significant where there is none."),
  margin: number({ min: 0, max: 1 })
    .default(DEFAULT_MARGIN)
    .describe(
      "The smallest change that matters: 0.01 is a percentage point of accuracy, and a hundredth of the baseline for metrics that are no share.",
    ),
  correction: choice(["holm", "benjamini-hochberg"])
    .default("holm")
    .describe("How p-values are corrected for their number: against any false alarm, or for the share of false ones."),
  interval: choice(INTERVALS)
    .default("student")
    .describe(
      "How an interval is made of draws: student keeps its level on few rows too, bca and percentile are quantiles.",
    ),
  resamples: integer({ min: 100, max: 1_000_000 })
    .default(DEFAULT_RESAMPLES)
    .describe("How often the rows are drawn anew, for metrics that need it."),
  "min-rows": integer({ min: 1, max: 1_000_000 })
    .default(DEFAULT_MIN_ROWS)
    .describe("With fewer rows, in all or in a slice, nothing is concluded."),
  seed: integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
    .default("0")
    .describe("Determines the draws: the same tables and seed give the same evidence."),
  waivers: path()
    .default(WAIVERS_FILE)
    .describe("Accepted losses, if there is such a file; on a pull request the base's version of it counts."),
  "metrics-json": path()
    .optional()
    .describe("Writes the candidate's metrics to this file, as `dvc metrics` reads them."),
  config: path().optional().describe(`The configuration file; ${CONFIGURATION_FILE}, if there is one.`),
  ...VERSION_INPUTS,
  ...REGISTRY_INPUTS,
};

export type Inputs = InputValues<typeof INPUTS>;
