import { choice, flag, type InputValues, integer, list, path, text } from "@airworthy/runtime";

const DAY_SECONDS = 86_400;
/** As many as anybody waits for. */
const MOST_RUNS = 20;
const LARGEST_SEED = 4_294_967_295;
const MOST_THREADS = 1_024;
const MOST_MEGABYTES = 100_000;

export const CHECK_INPUTS = {
  command: text().describe(
    "The program and its arguments: words apart by white space, or a JSON list where a word holds white space. No shell reads it.",
  ),
  outputs: list().describe(
    "What the command makes and the runs are compared by: paths below the working directory, with * and **, a pattern a line. A folder stands for all in it.",
  ),
  "working-directory": path().default(".").describe("The folder that the command runs in."),
  isolation: choice(["copy", "in-place"])
    .default("copy")
    .describe(
      "Whether each run gets a fresh copy of the folder, or all run in the folder itself, their outputs moved away.",
    ),
  exclude: list()
    .default(".git")
    .describe("What of the folder is not copied: paths below it, with * and **, a pattern a line."),
  runs: integer({ min: 2, max: MOST_RUNS }).default("2").describe("How often the command is run."),
  tolerance: list()
    .optional()
    .describe(
      "How far numbers may be apart: 1e-6 for all outputs, or a pattern, a colon and rel= or abs=, a line each. Without it outputs must be the same, bit for bit.",
    ),
  stdout: flag().default("false").describe("Compares what the command prints on its standard output as well."),
  perturb: list()
    .optional()
    .describe(
      "What the last run gets otherwise: timezone, locale, hash-seed, threads, folder, umask, time (with faketime), or all for all but time. One a line.",
    ),
  seed: integer({ min: 0, max: LARGEST_SEED }).default("0").describe("What the command finds in AIRWORTHY_SEED."),
  threads: integer({ min: 1, max: MOST_THREADS })
    .default("1")
    .describe("How many threads libraries of linear algebra may start."),
  environment: list()
    .optional()
    .describe(
      "Further variables of the command: NAME=value, or NAME to pass on what is set here, a line each. Nothing else of the environment is passed on but where programs and homes are.",
    ),
  timeout: integer({ min: 1, max: DAY_SECONDS })
    .default("3600")
    .describe("The longest that a run may take, in seconds."),
  "output-limit": integer({ min: 1, max: MOST_MEGABYTES })
    .default("256")
    .describe("The most that a run may print, in megabytes."),
  keep: path().optional().describe("The folder that the first run's outputs are put into; there must be nothing yet."),
  data: list()
    .optional()
    .describe(
      "What the command reads and the record names by digest: paths below the working directory, a pattern a line.",
    ),
  parameters: list().optional().describe("The experiment's parameters for the record: name=value, a line each."),
  metrics: list()
    .optional()
    .describe("The outputs that hold metrics, in any form that compare-metrics reads: a pattern a line."),
  image: text().optional().describe("The container image that all runs in, for the record."),
  package: text()
    .optional()
    .describe(
      "The package that the evidence is on, an OCI layout or sha256:DIGEST. Without it, it is on what the first run made.",
    ),
  "candidate-name": text().optional().describe("The candidate's name in the report."),
  "candidate-version": text().optional().describe("The candidate's version in the report."),
  mlflow: text()
    .optional()
    .describe(
      "Where an MLflow run is written to: the folder of a file store, such as mlruns, or the http:// or https:// address of a tracking server.",
    ),
  openlineage: path().optional().describe("The file that an OpenLineage RunEvent is written to, as JSON."),
  "job-namespace": text().default("airworthy").describe("The namespace of the job in the OpenLineage event."),
};

export type CheckInputs = InputValues<typeof CHECK_INPUTS>;
