import type { manageRollout } from "@airworthy/commands";
import type { InputValues } from "@airworthy/runtime";
import { SIGN_DEFAULTS } from "./sign-defaults.ts";

const { key, certificates, services } = SIGN_DEFAULTS;

/** What manage-rollout gets where the user says nothing; a test adds what it is about. */
export const ROLLOUT_DEFAULTS: Omit<InputValues<typeof manageRollout.inputs>, "move"> = {
  rollout: "ranker",
  package: undefined,
  "candidate-version": undefined,
  "baseline-package": undefined,
  "baseline-version": undefined,
  to: undefined,
  digest: undefined,
  why: undefined,
  evidence: ["airworthy-evidence/*.json"],
  artifacts: undefined,
  config: "airworthy.yml",
  folder: ".airworthy/flags",
  branch: undefined,
  propose: false,
  "approved-by": undefined,
  "pull-request": undefined,
  request: undefined,
  "registry-username": undefined,
  "registry-password": undefined,
  sign: false,
  key,
  certificates,
  services,
  "key-passphrase": undefined,
  "identity-token": undefined,
  "fulcio-url": undefined,
  "rekor-url": undefined,
  "tsa-url": undefined,
  token: undefined,
};
