import { choice, integer, list, path, secret, text } from "@airworthy/runtime";

export const ALERT_INPUTS = {
  evidence: list()
    .default("airworthy-evidence/*.json")
    .describe("Evidence files, a pattern a line; each must match a file unless `artifacts` brings some."),
  artifacts: text()
    .optional()
    .describe(
      "Collects evidence from the workflow artifacts of this name, in which * stands for any characters: of this run, or under workflow_run of the triggering run.",
    ),
  config: path().optional().describe("The configuration with the section `alerts`: airworthy.yml without it."),
  state: path()
    .default("airworthy-alerts/state.json")
    .describe(
      "What was told before, read and written; kept from run to run with a cache. Without it people are told again.",
    ),
  "rollout-workflow": text()
    .optional()
    .describe(
      "The file of the workflow_dispatch workflow that holds and rolls back, such as rollout.yml: alerts link to it.",
    ),
  "pull-request": integer({ min: 1, max: 1_000_000_000 })
    .optional()
    .describe("The number of the pull request that alerts link to; without it that of the event, if there is one."),
  undelivered: choice(["warn", "fail"])
    .default("warn")
    .describe("The verdict where a target could not be told; warn keeps an alert from ever blocking a rollback."),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which the runner resolves
  token: secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
    .optional()
    .describe("Opens, changes and closes issues, and finds the pull request of the run."),
} as const;
