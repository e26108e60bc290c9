import { EXPERIMENT_MOVES } from "@airworthy/experiments";
import { FLAGS_FOLDER } from "@airworthy/rollout";
import { choice, flag, type InputValues, integer, list, path, secret, text } from "@airworthy/runtime";

const MOST_CANDIDATES = 100_000;

export const EXPERIMENT_INPUTS = {
  move: choice(EXPERIMENT_MOVES).describe("What is done to the experiment; status only looks."),
  experiment: text().describe("The experiment's name: that of its plan under `experiments` in the configuration."),
  folder: path()
    .default(FLAGS_FOLDER)
    .describe("Where flags.json and experiments.json are; rollouts.json beside them says which digests are denied."),
  branch: text()
    .optional()
    .describe(
      "The branch that moves are committed to: on GitHub, or in the clone where it is not checked out. Without it the files are written.",
    ),
  propose: flag()
    .default("false")
    .describe("Proposes each move as a pull request to `branch`, for branches that nobody may push to."),
  config: path()
    .default("airworthy.yml")
    .describe(
      "The file with the sections `experiments` and `policy`; with `branch` it is read there, so that nothing is checked out.",
    ),
  evidence: list()
    .default("airworthy-evidence/*.json")
    .describe("Evidence that is to clear the arms' packages by the policy, a pattern a line; one may match none."),
  artifacts: text()
    .optional()
    .describe("Collects evidence from the workflow artifacts of this name, in which * stands for any characters."),
  arm: text().optional().describe("With add-arm and drop-arm: the arm's name."),
  results: path()
    .optional()
    .describe(
      "With weigh and status: what was counted, as JSON: units of each arm for each split, with successes or mean and variance.",
    ),
  roster: path()
    .optional()
    .describe(
      "With balance: the users, as JSON Lines, CSV or Parquet, with the targeting key as `id` and a column for each attribute.",
    ),
  attributes: list()
    .optional()
    .describe(
      "With balance: the columns to be alike in, a line each, such as `age: numeric` or `country: categorical`.",
    ),
  candidates: integer({ min: 1, max: MOST_CANDIDATES })
    .default("1000")
    .describe("With balance: how many salts are looked at."),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which the runner resolves
  token: secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
    .optional()
    .describe("Commits to `branch` on GitHub and reads artifacts of another run; without it the clone is written."),
};

export type ExperimentInputs = InputValues<typeof EXPERIMENT_INPUTS>;
