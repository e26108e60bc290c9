import type { Command } from "@airworthy/runtime";
import { auditModel } from "./audit-model.ts";
import { buildSite } from "./build-site.ts";
import { checkReproducibility } from "./check-reproducibility.ts";
import { compareMetrics } from "./compare-metrics.ts";
import { makeCanaries } from "./make-canaries.ts";
import { mergeBehavior } from "./merge-behavior.ts";
import { packageModel } from "./package-model.ts";
import { postReport } from "./post-report.ts";
import { recordHistory } from "./record-history.ts";
import { signModel } from "./sign-model.ts";
import { testBehavior } from "./test-behavior.ts";
import { verifyModel } from "./verify-model.ts";
import { writeDossier } from "./write-dossier.ts";

export { adapters } from "./adapters.ts";
export { auditModel } from "./audit-model.ts";
export { buildSite } from "./build-site.ts";
export { checkReproducibility } from "./check-reproducibility.ts";
export { compareMetrics } from "./compare-metrics.ts";
export { makeCanaries } from "./make-canaries.ts";
export { mergeBehavior } from "./merge-behavior.ts";
export { packageModel } from "./package-model.ts";
export { postReport } from "./post-report.ts";
export { recordHistory } from "./record-history.ts";
export { signModel } from "./sign-model.ts";
export { testBehavior } from "./test-behavior.ts";
export { verifyModel } from "./verify-model.ts";
export { writeDossier } from "./write-dossier.ts";

/** Every verb, in the order of a model's way. */
export const commands: readonly Command[] = [
  packageModel,
  signModel,
  verifyModel,
  testBehavior,
  mergeBehavior,
  compareMetrics,
  makeCanaries,
  auditModel,
  checkReproducibility,
  postReport,
  recordHistory,
  buildSite,
  writeDossier,
];
