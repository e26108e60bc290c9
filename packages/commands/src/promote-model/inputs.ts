import { FLAGS_FOLDER } from "@airworthy/rollout";
import { choice, flag, type InputValues, list, path, secret, text } from "@airworthy/runtime";
import { REGISTRY_INPUTS } from "../registry-login.ts";
import { SIGNER_INPUTS } from "../sign-model/choose-signer.ts";

/** What only looks. */
export const LOOKS = ["why", "aliases", "history"] as const;

export const PROMOTE_INPUTS = {
  task: choice(["promote", "rollback", "comment", ...LOOKS])
    .default("promote")
    .describe("promote or rollback; comment does what the event's comment says; why, aliases and history only look."),
  model: text().optional().describe("The model, as its package names it; why takes a stage as well."),
  stage: text()
    .optional()
    .describe("The stage, as the policy names it; a rollback without it is of the last that has a version."),
  version: text().optional().describe("The version that is meant: 2.0.0. Of a rollback the one to go back to."),
  package: text()
    .optional()
    .describe(
      "The package: a folder, oci://host/name:tag or sha256:DIGEST. Without it, it is found by `registry` or evidence.",
    ),
  registry: text()
    .optional()
    .describe(
      "The repository of the packages, as oci://host/name: looked into by version, and its tag of the stage is moved.",
    ),
  confirm: text().optional().describe("The first twelve digits of the digest, where the stage asks for them."),
  reason: text().optional().describe("Why; a rollback needs it. It stays in tags and audit log."),
  commit: text()
    .optional()
    .describe(
      "On the command line: the commit that the package was made of, where no provenance is among the evidence.",
    ),
  evidence: list()
    .default("airworthy-evidence/*.json")
    .describe("Evidence that is to clear the package, a pattern a line; one may match none."),
  artifacts: text()
    .optional()
    .describe(
      "Collects evidence from the workflow artifacts of this name, in which * stands for any characters: of the pull request's head; else of this run or, if that has none, of the package's commit.",
    ),
  config: path()
    .default("airworthy.yml")
    .describe("The file with the section promotion; with `branch` it is read there, so that nothing is checked out."),
  folder: path()
    .default(FLAGS_FOLDER)
    .describe("The folder of flags.json, rollouts.json and audit.jsonl, from the root of the repository."),
  branch: text()
    .optional()
    .describe("The branch that the policy is read from and the audit log is committed to; a workflow needs it."),
  "pull-request": text().optional().describe("The number of the pull request whose head is promoted."),
  "approved-by": list()
    .optional()
    .describe("On the command line: who approves, such as @ann. In a workflow GitHub is asked."),
  request: text()
    .optional()
    .describe("Names the request, so that a retry does nothing again; in a workflow that of the comment or the run."),
  ...REGISTRY_INPUTS,
  mlflow: text()
    .optional()
    .describe("The address of an MLflow server whose registered model gets the stage as an alias."),
  sign: flag()
    .default("false")
    .describe("Signs the entry of the audit log and the verification summary, with a key or keyless."),
  ...SIGNER_INPUTS,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which the runner resolves
  token: secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
    .optional()
    .describe("Reads comment, people, head and evidence, and writes tags, deployment and audit log."),
} as const;

export type PromoteInputs = InputValues<typeof PROMOTE_INPUTS>;
