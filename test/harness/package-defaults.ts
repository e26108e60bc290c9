import type { packageModel } from "@airworthy/commands";
import type { InputValues } from "@airworthy/runtime";

/** What package-model gets where the user says nothing; a test adds what it is about. */
export const PACKAGE_DEFAULTS: InputValues<typeof packageModel.inputs> = {
  path: undefined,
  name: undefined,
  version: "1.0.0",
  config: undefined,
  output: undefined,
  push: undefined,
  "registry-username": undefined,
  "registry-password": undefined,
  "package-artifact": undefined,
  metadata: undefined,
  card: undefined,
  evidence: undefined,
  dependencies: undefined,
  datasets: undefined,
  seeds: undefined,
  hyperparameters: undefined,
  frameworks: undefined,
  exclude: undefined,
  "allow-globals": undefined,
  "accept-unscanned": undefined,
  blobs: "copy",
  cache: true,
  "check-reproducible": false,
};
