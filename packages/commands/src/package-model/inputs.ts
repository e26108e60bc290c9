import { choice, flag, type InputValues, list, path, text } from "@airworthy/runtime";
import { CONFIGURATION_FILE } from "../configuration/configuration-file.ts";
import { REGISTRY_INPUTS } from "../registry-login.ts";

/** What goes into a package, what is known of it, and where it goes. */
export const PACKAGE_INPUTS = {
  path: path()
    .optional()
    .describe(
      "The model: a single file, or a folder with all its files but, at its top, .git, .gitattributes, .github, .gitignore and airworthy-evidence, airworthy-packages, airworthy-report, airworthy-signatures. Needed unless the configuration names it.",
    ),
  name: text()
    .optional()
    .describe(
      "The model's name, such as review-sentiment or acme/review-sentiment. Needed unless the configuration says it.",
    ),
  version: text().describe("The version, as registries take it as a tag, such as 1.2.0."),
  config: path()
    .optional()
    .describe(
      `The configuration file, whose section model says what else is known of the model; ${CONFIGURATION_FILE}, if there is one.`,
    ),
  output: path()
    .optional()
    .describe(
      "The folder that the layout is written to; airworthy-packages/NAME-VERSION without it, unless the package is pushed: then there is none. There must be nothing yet, or the same package.",
    ),
  push: text()
    .optional()
    .describe(
      "The repository of a registry that the package is pushed to, tagged with its version, such as ghcr.io/acme/review-sentiment.",
    ),
  ...REGISTRY_INPUTS,
  "package-artifact": text()
    .optional()
    .describe("Uploads the layout as a workflow artifact of this name, for later jobs."),
  metadata: path()
    .optional()
    .describe(
      "A YAML or JSON file of what is known of the model, in the fields of ModelPack's descriptor and config: authors, licenses, description, family, format, architecture, paramSize, precision, capabilities and more. It goes before the configuration, and both before what the model's files say.",
    ),
  card: path()
    .optional()
    .describe(
      "A model card in Markdown whose hand-written parts are kept, such as the model's README.md. Its generated parts are made anew.",
    ),
  evidence: list()
    .optional()
    .describe(
      "Evidence of earlier verbs on this very package, as paths or patterns: its metrics go into card and bill of materials, and the files go along with the package.",
    ),
  dependencies: list()
    .optional()
    .describe("Files that went into the model, such as lock files and code; provenance records their digests."),
  datasets: list().optional().describe("Data sets that the model was made from: files, whose digests are recorded."),
  seeds: list().optional().describe("Seeds that the model was made with, name=integer each; provenance records them."),
  hyperparameters: list().optional().describe("Hyperparameters of its training, name=value each."),
  frameworks: list().optional().describe("Frameworks that it was made with, name=version each."),
  exclude: list().optional().describe("Files and folders of the model to leave out: paths relative to it."),
  "allow-globals": list()
    .optional()
    .describe(
      "What pickles and Keras configurations of this model may name beyond the list of the scan, module.name exactly, such as sklearn.linear_model._logistic.LogisticRegression.",
    ),
  "accept-unscanned": list()
    .optional()
    .describe("Files of the model that may be packaged although they cannot be scanned: paths relative to it."),
  blobs: choice(["copy", "link"])
    .default("copy")
    .describe(
      "How files become blobs: copy (sharing the disk's blocks where the file system can), or link: hard links, which write nothing, but a file that is later changed in place changes the package too, which then no longer matches its digest.",
    ),
  cache: flag()
    .default("true")
    .describe(
      "Whether digests of files that are surely unchanged are taken from the last run, where nothing is copied.",
    ),
  "check-reproducible": flag()
    .default("false")
    .describe(
      "Packs a second time in another process under another time zone, locale, umask, folder order and clock, and compares the digests.",
    ),
};

export type PackageInputs = InputValues<typeof PACKAGE_INPUTS>;
