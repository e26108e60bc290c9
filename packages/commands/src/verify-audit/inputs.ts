import { FLAGS_FOLDER } from "@airworthy/rollout";
import { flag, type InputValues, list, path, text } from "@airworthy/runtime";
import { TRUST_INPUTS } from "../verify-model/inputs.ts";

/** Which log is verified, and against what. */
export const AUDIT_LOG_INPUTS = {
  folder: path()
    .default(FLAGS_FOLDER)
    .describe("The folder that manage-rollout writes: flags.json, rollouts.json and audit.jsonl."),
  evidence: list()
    .optional()
    .describe("Evidence of earlier moves, a pattern a line: each says how long the log was then, and how it ended."),
  ref: text()
    .optional()
    .describe(
      "A branch, a tag or a commit whose history is gone through: each version of the log must begin with the one before it. Takes the whole history (`fetch-depth: 0`).",
    ),
  against: path()
    .optional()
    .describe("A copy of the log, such as a backup: it must be this log, or what this log was earlier."),
  ...TRUST_INPUTS,
  "require-signature": flag()
    .default("false")
    .describe("Fails where an entry is not signed by whom `key`, `certificates` or `identity` names."),
  csv: path()
    .optional()
    .describe(
      "Writes the entries as CSV (RFC 4180) to this file, unless the log fails. No cell is taken for a formula.",
    ),
} as const;

export type AuditLogInputs = InputValues<typeof AUDIT_LOG_INPUTS>;
