import { flag, type InputValues, integer, list, path, secret, text } from "@airworthy/runtime";
import { CONFIGURATION_FILE } from "../configuration/configuration-file.ts";

export const FEEDBACK_INPUTS = {
  config: path()
    .default(CONFIGURATION_FILE)
    .describe("The file with the section feedback; with `branch` it is read there, so that nothing is checked out."),
  branch: text()
    .optional()
    .describe(
      "The branch that has the section and the data set. Without it both are those of the working folder; new files are written there either way, unless they are proposed.",
    ),
  propose: flag()
    .default("false")
    .describe("Proposes what changed as one pull request to `branch`; what comes while it is open is added to it."),
  "hand-over": text()
    .optional()
    .describe(
      "Uploads what is to be proposed as a workflow artifact of this name, for a later job that may write and gathers nothing.",
    ),
  collected: text()
    .optional()
    .describe(
      "Gathers nothing, but proposes what an earlier job of this run uploaded under this name; needs `propose`.",
    ),
  package: text()
    .optional()
    .describe(
      "The package that evidence is on: an OCI layout, oci://host/name:tag or sha256:DIGEST. Without it evidence is on the data set.",
    ),
  evidence: list()
    .optional()
    .describe(
      "Evidence of test-behavior on a suite of feedback, a pattern a line: what a version fixed and broke of reported cases is judged, too.",
    ),
  cases: list()
    .optional()
    .describe(
      "Tables of cases as JSON Lines, such as the `cases` file of test-behavior: what was asked and answered in a case that a comment names.",
    ),
  ask: flag()
    .default("false")
    .describe("Asks, in a comment on an issue of theirs, about cases on which people differ; needs `issues: write`."),
  seed: integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
    .default("0")
    .describe("Seeds themes, intervals, and which examples are tests."),
  salt: secret({ environment: "AIRWORTHY_FEEDBACK_SALT" })
    .optional()
    .describe(
      "At least 16 bytes, the same for all times: people of exports, and what was asked to be removed, are known by hashes under it.",
    ),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which the runner resolves
  token: secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
    .optional()
    .describe("Reads issues, comments and reactions, and proposes; without it only exports are read."),
} as const;

export type FeedbackInputs = InputValues<typeof FEEDBACK_INPUTS>;

export const FEEDBACK_OUTPUTS = {
  effect:
    "What became of the data set: unchanged, written, handed-over, proposed, or declined where people closed the same.",
  version: "The number of the data set's version; empty where there is none.",
  rows: "How many rows the data set has.",
  tests: "How many of them are tests.",
  training: "How many of them are training rows.",
  waiting: "How many wait for reviewers to agree.",
  disputed: "On how many cases people differ that no reviewer settled.",
  place: "The pull request's address; of files the SHA-256 of what was written; empty for nothing.",
} as const;

export type FeedbackOutputs = keyof typeof FEEDBACK_OUTPUTS;
