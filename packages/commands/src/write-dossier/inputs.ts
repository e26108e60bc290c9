import { list, path, secret, text } from "@airworthy/runtime";
import { DEFAULT_REF } from "../history/open-store.ts";

export const DOSSIER_INPUTS = {
  evidence: list()
    .default("airworthy-evidence/*.json")
    .describe("Evidence files, a pattern a line; a pattern may match none."),
  artifacts: text()
    .optional()
    .describe(
      "Collects evidence from the workflow artifacts of this name, in which * stands for any characters: of this run, or under workflow_run of the triggering run.",
    ),
  package: text()
    .optional()
    .describe(
      "The package that the dossier is of: a folder that package-model wrote or oci://host/name:tag in a registry, with the evidence attached to it, or sha256:DIGEST. Needed where the evidence is of several.",
    ),
  config: path().optional().describe("What people wrote of the model; airworthy.yml, where there is one, without it."),
  checklist: path()
    .optional()
    .describe(
      "The checklist's file, read at the base of a pull request; .airworthy/checklist.yml, where there is one, without it. Evidence of a checklist takes its place.",
    ),
  "sign-offs": path().default(".airworthy/sign-offs.yml").describe("Who signed for which line; need not be there."),
  exceptions: path()
    .default(".airworthy/exceptions.yml")
    .describe("Lines that need not hold for a time, read at the base of a pull request; need not be there."),
  history: text()
    .default(DEFAULT_REF)
    .describe("The git ref that record-history writes: the changes through the lifecycle."),
  standards: list().optional().describe("Standards and specifications that were applied, a line each."),
  documents: list()
    .optional()
    .describe(
      "Further files, a line each after the item of Annex IV that they answer, such as 8: declaration.pdf. They are listed by their SHA-256.",
    ),
  output: path()
    .default("airworthy-dossier.html")
    .describe("The file of the dossier: one HTML page, for a printer too."),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which the runner resolves
  token: secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
    .optional()
    .describe("Reads the history and the base's files from GitHub, and artifacts; without it the checkout's."),
} as const;
