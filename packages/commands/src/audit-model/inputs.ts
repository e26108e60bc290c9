import { BIAS_TASKS } from "@airworthy/governance";
import { choice, type InputValues, integer, list, number, path, secret, text } from "@airworthy/runtime";
import { CONFIGURATION_FILE } from "../configuration/configuration-file.ts";
import { VERSION_INPUTS } from "../version-inputs.ts";

/** Under 30, even a perfect record leaves a tenth open (the rule of three: 3/30). */
const DEFAULT_MINIMUM = "30";
const LEVEL = "0.95";
/** Below 2 nobody would be protected. */
const SUPPRESSED_BELOW = { min: 2, max: 1_000_000 };
/** The threshold rule of statistical offices and health services, most often 3, 5 or 10 people. */
const DEFAULT_SUPPRESSED_BELOW = "5";

const BIAS_INPUTS = {
  candidate: path()
    .optional()
    .describe("The candidate's predictions with the sensitive columns (.jsonl, .csv, .parquet): the audit of bias."),
  baseline: path().optional().describe("The baseline's predictions on the same rows."),
  attributes: list()
    .optional()
    .describe(
      "A sensitive attribute a line: `sex`, `sex=F|M` (these groups must occur), or an intersection, `sex & age`. Without it those of the section audit.",
    ),
  counterfactual: list()
    .optional()
    .describe(
      "Evidence of test-behavior, a pattern a line: its tests of the capability fairness, in which a protected term is changed, are judged as bias.",
    ),
  references: list()
    .optional()
    .describe("The group that others are compared with, an attribute a line: `sex=M`; without it, the largest."),
  bias: list().optional().describe("A gate a line: `equalized-odds-difference: max=0.1 max-worsening=0.02 critical`."),
  task: choice(BIAS_TASKS).default("classification").describe("What labels and predictions are."),
  positive: text().optional().describe("The class that counts as positive, such as the loan that is granted."),
  cluster: text().optional().describe("The column that says which rows belong together, such as a person."),
  "suppress-below": integer(SUPPRESSED_BELOW)
    .default(DEFAULT_SUPPRESSED_BELOW)
    .describe(
      "A group of fewer rows is not told of, in which people could be recognised, nor what would give it away: insufficient evidence.",
    ),
  top: integer({ min: 1, max: 10_000 }).default("10").describe("Of a ranking: how many places count as shown."),
};

const PRIVACY_INPUTS = {
  losses: path().optional().describe("The candidate's losses: `id`, `member` (true or false), `loss`."),
  "baseline-losses": path().optional().describe("The baseline's."),
  "target-scores": path()
    .optional()
    .describe("The candidate's scores for LiRA: `id`, `member`, `score` (higher: a better fit)."),
  "shadow-scores": path()
    .optional()
    .describe("Shadow models' scores: `id`, `row` (an id of target-scores), `shadow`, `member_in_shadow`, `score`."),
  "baseline-target-scores": path().optional().describe("The baseline's scores."),
  "baseline-shadow-scores": path().optional().describe("Its shadow models'."),
  canaries: path()
    .optional()
    .describe("The candidate's perplexities: `id`, `repetitions` (0: a reference), `perplexity`."),
  "baseline-canaries": path().optional().describe("The baseline's."),
  probes: path()
    .optional()
    .describe("The candidate's answers to prompts out of the training data: `id`, `continuation`, `output`."),
  "baseline-probes": path().optional().describe("The baseline's."),
  released: path().optional().describe("A table that is given away."),
  "baseline-released": path().optional().describe("The one that was given away before."),
  "quasi-identifiers": list().optional().describe("Columns of the released table by which a person may be known."),
  sensitive: list().optional().describe("Columns of it that nobody should learn of a person."),
  ledger: path().optional().describe("The ledger of differentially private mechanisms (YAML)."),
  "baseline-ledger": path().optional().describe("The ledger as it was: it may only grow."),
  texts: list()
    .optional()
    .describe(
      "Files that are searched for personal data and secrets, a pattern a line: tables by rows, others as texts.",
    ),
  "baseline-texts": list().optional().describe("The same of the baseline."),
  privacy: list().optional().describe("A gate a line: `membership-advantage: max=0.1 max-worsening=0.02`."),
  salt: secret({ environment: "AIRWORTHY_SALT" })
    .optional()
    .describe(
      "At least 16 bytes: what was found is told as hashes, the same of the same value under the same salt; without it, not at all.",
    ),
};

const SAFETY_INPUTS = {
  probed: list()
    .optional()
    .describe("Evidence of test-behavior, a pattern a line: its tests about safety are judged each by itself."),
  capabilities: list().optional().describe("The capabilities that are about safety; without it the usual ones."),
  safety: list().optional().describe("A gate a line: `unsafe-rate: max=0.01 max-worsening=0 critical`."),
};

const CHECKLIST_INPUTS = {
  checklist: path()
    .optional()
    .describe(
      "The ethical checklist, read at the base of a pull request: how each line stands becomes evidence, which is attached to `package`.",
    ),
  evidence: list()
    .default("airworthy-evidence/*.json")
    .describe("Evidence files that may answer the checklist, a pattern a line; a pattern may match none."),
  "sign-offs": path().default(".airworthy/sign-offs.yml").describe("Who signed for which line; need not be there."),
  exceptions: path()
    .default(".airworthy/exceptions.yml")
    .describe("Lines that need not hold for a time, read at the base of a pull request; need not be there."),
};

export const INPUTS = {
  ...BIAS_INPUTS,
  ...PRIVACY_INPUTS,
  ...SAFETY_INPUTS,
  ...CHECKLIST_INPUTS,
  minimum: integer({ min: 1, max: 1_000_000 })
    .default(DEFAULT_MINIMUM)
    .describe("The fewest rows that a figure may rest on: with fewer nothing is concluded."),
  level: number({ min: 0.5, max: 0.999_999 }).default(LEVEL).describe("The level of the intervals."),
  resamples: integer({ min: 100, max: 100_000 })
    .default("1000")
    .describe("How often rows are drawn anew, for the intervals that need it."),
  seed: integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
    .default("0")
    .describe("Determines the draws: the same inputs and seed give the same evidence."),
  config: path()
    .optional()
    .describe(`The configuration file, ${CONFIGURATION_FILE}; on a pull request the base's section audit counts.`),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which the runner resolves
  token: secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
    .optional()
    .describe("Reads the base's configuration, where the clone is shallow."),
  ...VERSION_INPUTS,
  package: text()
    .optional()
    .describe(
      "The candidate's package: an OCI layout, oci://host/name:tag in a registry that `docker login` was run for, or sha256:DIGEST. Without it evidence is on what was read.",
    ),
};

export type Inputs = InputValues<typeof INPUTS>;
