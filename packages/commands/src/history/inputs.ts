import { choice, list, secret, text } from "@airworthy/runtime";
import { DEFAULT_REF } from "./open-store.ts";

/** What says which evidence is recorded, where, and for how long. */
export const RECORDING_INPUTS = {
  evidence: list()
    .default("airworthy-evidence/*.json")
    .describe("Evidence files, a pattern a line; each must match a file unless `artifacts` brings some."),
  artifacts: text()
    .optional()
    .describe(
      "Collects evidence from the workflow artifacts of this name, in which * stands for any characters: of this run, or under workflow_run of the triggering run.",
    ),
  ref: text()
    .default(DEFAULT_REF)
    .describe("The branch, or the ref below refs/airworthy/, that the history is on; never the default branch."),
  line: text()
    .optional()
    .describe(
      "What was examined, such as main or pull/12: a trend follows the default branch. Without it the event's pull request or branch.",
    ),
  keep: choice(["digests", "evidence"])
    .default("digests")
    .describe("With `evidence` the evidence files are kept, too, so that they are there when artifacts have expired."),
  "prune-before": text()
    .optional()
    .describe('Drops what was recorded before: a date such as 2026-01-31, or an age such as "13 months".'),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which the runner resolves
  token: secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
    .optional()
    .describe("Writes the ref; without it, or outside of GitHub Actions, the ref of the local clone is written."),
} as const;
