import { type InputValues, integer, list, number, path, text } from "@airworthy/runtime";
import { CONFIGURATION_FILE } from "../configuration/configuration-file.ts";
import { VERSION_INPUTS } from "../version-inputs.ts";
import { PROJECTION_INPUTS } from "./behavior-outcome.ts";

export const INPUTS = {
  suite: path().describe(
    "The suite of behaviour tests: a YAML file, a JavaScript or TypeScript module, or one that comes with Airworthy, such as airworthy:safety/refusal.",
  ),
  candidate: text().describe(
    "The model to test: a predictor file (YAML), the name of a predictor in the configuration, open-inference:URL, mlflow:URL, module:PATH (a JavaScript or TypeScript module that exports predict), predictions:PATH (JSON lines), command:PROGRAM ARGUMENTS (JSON lines over its input and output), or a path whose extension tells.",
  ),
  baseline: text().optional().describe("The model it is compared with, called in one of the same ways."),
  ...VERSION_INPUTS,
  config: path()
    .optional()
    .describe(`The configuration file, whose section predictors names models; ${CONFIGURATION_FILE}, if there is one.`),
  judge: list()
    .optional()
    .describe(
      "The models that grade answers, for assertions that ask for a judge: predictor files of kind openai, or names of such predictors in the configuration. The first is asked unless an assertion names another.",
    ),
  "batch-size": integer({ min: 1, max: 10_000 }).default("256").describe("Inputs put to a model at once."),
  concurrency: integer({ min: 1, max: 256 }).default("2").describe("Batches put to a model at the same time."),
  timeout: number({ min: 0.1, max: 3_600 })
    .default("60")
    .describe("Seconds that a batch may take. Loading a model, and a command's first batch, get at least 120."),
  alpha: number({ min: 0, max: 0.5 })
    .default("0.05")
    .describe("The chance, over the whole suite, of calling a difference significant where there is none."),
  "minimum-effect": number({ min: 0, max: 1 })
    .default("0.01")
    .describe("A rise of a failure rate below this share of the cases is no regression."),
  seed: integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
    .optional()
    .describe("Draws other cases than the suite's own seed does."),
  repeats: integer({ min: 1, max: 1_000 })
    .default("1")
    .describe(
      "How often each case is asked, to find out whether the answers agree; a test's own repeat goes before it.",
    ),
  shard: text()
    .optional()
    .describe("Runs one part of the cases, such as 3/8; merge-behavior merges the evidence of all parts."),
  cache: path()
    .optional()
    .describe(
      "The folder of answers that are kept between runs, by the model's digest, how it is called, and the input. Used for models whose package is given: no other digest stands for all of a model.",
    ),
  cases: path().optional().describe("Writes every input with both models' answers to this file, as JSON lines."),
  ...PROJECTION_INPUTS,
};

export type Inputs = InputValues<typeof INPUTS>;
