import type { signModel } from "@airworthy/commands";
import type { InputValues } from "@airworthy/runtime";

/** What sign-model gets where the user says nothing; a test adds what it is about. */
export const SIGN_DEFAULTS: InputValues<typeof signModel.inputs> = {
  evidence: ["airworthy-evidence/*.json"],
  key: undefined,
  "key-passphrase": undefined,
  certificates: undefined,
  "identity-token": undefined,
  services: "auto",
  "fulcio-url": undefined,
  "rekor-url": undefined,
  "tsa-url": undefined,
  output: "airworthy-signatures",
  package: undefined,
  "registry-username": undefined,
  "registry-password": undefined,
  attest: false,
  "github-token": undefined,
};
