import { FLAGS_FOLDER, MOVES } from "@airworthy/rollout";
import { choice, flag, type InputValues, list, path, secret, text } from "@airworthy/runtime";
import { REGISTRY_INPUTS } from "../registry-login.ts";
import { SIGNER_INPUTS } from "../sign-model/choose-signer.ts";

/** What only looks. */
export const LOOKS = ["status", "plan"] as const;

export const ROLLOUT_INPUTS = {
  move: choice([...MOVES, ...LOOKS]).describe(
    "start, advance, hold, resume, rollback, promote, allow (a digest that was gone back from); status and plan only look.",
  ),
  rollout: text().describe("The rollout: its plan's name in airworthy.yml, or its identity, such as ranker-2."),
  package: text()
    .optional()
    .describe("The candidate's package: a folder that package-model wrote, oci://host/name:tag or sha256:DIGEST."),
  "candidate-version": text().optional().describe("What the candidate is called, where its package does not say."),
  "baseline-package": text()
    .optional()
    .describe("What everybody has now; only for the first start, where the flag does not say it."),
  "baseline-version": text().optional().describe("What the baseline is called, where its package does not say."),
  to: text()
    .optional()
    .describe(
      "Of an advance: the step that is to be reached, such as `5%` or `100% of staff`, so that a retry goes no further.",
    ),
  digest: text()
    .optional()
    .describe(
      "Of a rollback and of allow: what it is about, as sha256:DIGEST, so that a retry takes back nothing else.",
    ),
  why: text().optional().describe("Why, in a sentence; it stays in the audit log. allow needs it."),
  evidence: list()
    .default("airworthy-evidence/*.json")
    .describe("Evidence that is to clear the candidate, and the canary's looks, a pattern a line; one may match none."),
  artifacts: text()
    .optional()
    .describe("Collects evidence from the workflow artifacts of this name, in which * stands for any characters."),
  config: path()
    .default("airworthy.yml")
    .describe("The file with the plan and the policy; with `branch` it is read there, so that nothing is checked out."),
  folder: path()
    .default(FLAGS_FOLDER)
    .describe("The folder of flags.json, rollouts.json and audit.jsonl, from the root of the repository."),
  branch: text()
    .optional()
    .describe(
      "The branch that moves are committed to: on GitHub, or in the clone where it is not checked out. Without it the files are written.",
    ),
  propose: flag()
    .default("false")
    .describe("Proposes each move as a pull request to `branch`, for branches that nobody may push to."),
  "approved-by": list()
    .optional()
    .describe(
      "On the command line: who agrees to the step, such as @ann. In a workflow its environment's reviewers count.",
    ),
  "pull-request": text()
    .optional()
    .describe("The number of the pull request that the candidate came from, for the log."),
  request: text()
    .optional()
    .describe("Names the request, so that a retry does nothing again; in a workflow that of the run without it."),
  ...REGISTRY_INPUTS,
  sign: flag().default("false").describe("Signs the entry of the audit log, with a key or keyless."),
  ...SIGNER_INPUTS,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which the runner resolves
  token: secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
    .optional()
    .describe("Commits to `branch` on GitHub and reads approvals and artifacts; without it the clone is written."),
} as const;

export type RolloutInputs = InputValues<typeof ROLLOUT_INPUTS>;
