import { integer, secret, text } from "@airworthy/runtime";

/** Two weeks of a busy branch. GitHub is asked once a commit where pull requests are squashed. */
const DEFAULT_DEPTH = "20";
const MOST_DEPTH = 100;

/** Where a baseline comes from that is no file of the work tree. */
export const BASELINE_INPUTS = {
  "baseline-artifact": text()
    .default("airworthy-predictions")
    .describe("The name of the workflow artifacts that `baseline: merge-base` looks through."),
  "baseline-depth": integer({ min: 1, max: MOST_DEPTH })
    .default(DEFAULT_DEPTH)
    .describe("How many commits `baseline: merge-base` looks at: the merge base, and those before it."),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which the runner resolves
  token: secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
    .optional()
    .describe("Reads earlier runs' artifacts, and the history where the clone is shallow."),
};
