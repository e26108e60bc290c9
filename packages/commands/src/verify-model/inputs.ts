import { flag, type InputValues, list, path, text } from "@airworthy/runtime";
import { REQUIRABLE } from "@airworthy/verification";
import { REGISTRY_INPUTS } from "../registry-login.ts";

/** Whose signatures count. */
export const TRUST_INPUTS = {
  key: path().optional().describe("The public key in PEM that signatures must be made with."),
  certificates: path().optional().describe("The root certificates in PEM that signatures by certificate must lead to."),
  identity: text()
    .optional()
    .describe(
      "Who must have signed without a key: the certificate's identity, such as https://github.com/acme/model/.github/workflows/release.yml@refs/heads/main. A * stands for any characters but / and @, ** for any.",
    ),
  "identity-issuer": text()
    .optional()
    .describe("Who must have vouched for the identity, such as https://token.actions.githubusercontent.com."),
  "trusted-root": path()
    .optional()
    .describe("Sigstore's trusted root as a JSON file, if not those of Sigstore and GitHub that are built in."),
};

export type TrustInputs = InputValues<typeof TRUST_INPUTS>;

/** What is verified, whom to trust, and what must be there. */
export const VERIFY_INPUTS = {
  package: text().describe(
    "The model: the folder of an OCI image layout, a registry's oci://host/name:tag or oci://host/name@sha256:DIGEST, artifact:NAME for a layout among this run's workflow artifacts, or a folder or file that is signed as it is.",
  ),
  signature: path()
    .optional()
    .describe(
      "A model signature, a Sigstore bundle. Without it those that refer to the package, or model.sig in the folder.",
    ),
  ...TRUST_INPUTS,
  repository: text().optional().describe("The repository that signed provenance must name, such as acme/model."),
  workflow: text()
    .optional()
    .describe("The workflow that signed provenance must name, such as .github/workflows/release.yml."),
  ref: text().optional().describe("The ref that signed provenance must name, such as refs/heads/main or refs/tags/v*."),
  builder: text().optional().describe("The builder's id that signed provenance must name, whole or its start and a *."),
  require: list()
    .optional()
    .describe(`What must be there and hold: ${REQUIRABLE.join(", ")}.`),
  evidence: list()
    .optional()
    .describe(
      "Evidence files, or patterns that match them, each of which must be on this package: statements or bundles.",
    ),
  ignore: list().optional().describe("Files and folders that need not be signed: paths relative to the model."),
  "ignore-unsigned": flag().default("false").describe("Lets files pass that are not signed."),
  ...REGISTRY_INPUTS,
};

export type VerifyInputs = InputValues<typeof VERIFY_INPUTS>;
