import type { Command } from "@airworthy/runtime";
import { analyzeCanary } from "./analyze-canary.ts";
import { auditModel } from "./audit-model.ts";
import { buildSite } from "./build-site.ts";
import { checkReproducibility } from "./check-reproducibility.ts";
import { collectFeedback } from "./collect-feedback.ts";
import { compareMetrics } from "./compare-metrics.ts";
import { createDoctor } from "./doctor.ts";
import { init } from "./init.ts";
import { makeCanaries } from "./make-canaries.ts";
import { manageExperiment } from "./manage-experiment.ts";
import { manageRollout } from "./manage-rollout.ts";
import { mergeBehavior } from "./merge-behavior.ts";
import { packageModel } from "./package-model.ts";
import { postComment } from "./post-comment.ts";
import { postReport } from "./post-report.ts";
import { promoteModel } from "./promote-model.ts";
import { recordHistory } from "./record-history.ts";
import { sendAlert } from "./send-alert.ts";
import { serveFlags } from "./serve-flags.ts";
import { signModel } from "./sign-model.ts";
import { testBehavior } from "./test-behavior.ts";
import { verifyAudit } from "./verify-audit.ts";
import { verifyModel } from "./verify-model.ts";
import { writeDossier } from "./write-dossier.ts";

export { adapters } from "./adapters.ts";
export { analyzeCanary } from "./analyze-canary.ts";
export { auditModel } from "./audit-model.ts";
export { buildSite } from "./build-site.ts";
export { checkReproducibility } from "./check-reproducibility.ts";
export { collectFeedback } from "./collect-feedback.ts";
export { compareMetrics } from "./compare-metrics.ts";
export { init } from "./init.ts";
export { makeCanaries } from "./make-canaries.ts";
export { manageExperiment } from "./manage-experiment.ts";
export { manageRollout } from "./manage-rollout.ts";
export { mergeBehavior } from "./merge-behavior.ts";
export { packageModel } from "./package-model.ts";
export { postComment } from "./post-comment.ts";
export { postReport } from "./post-report.ts";
export { promoteModel } from "./promote-model.ts";
export { recordHistory } from "./record-history.ts";
export { sendAlert } from "./send-alert.ts";
export { serveFlags } from "./serve-flags.ts";
export { signModel } from "./sign-model.ts";
export { testBehavior } from "./test-behavior.ts";
export { verifyAudit } from "./verify-audit.ts";
export { verifyModel } from "./verify-model.ts";
export { writeDossier } from "./write-dossier.ts";

/** Every verb, in the order of a model's way. */
export const commands: readonly Command[] = [
  init,
  createDoctor(() => commands),
  packageModel,
  signModel,
  verifyModel,
  testBehavior,
  mergeBehavior,
  compareMetrics,
  makeCanaries,
  auditModel,
  checkReproducibility,
  manageRollout,
  promoteModel,
  analyzeCanary,
  verifyAudit,
  manageExperiment,
  serveFlags,
  collectFeedback,
  postReport,
  postComment,
  sendAlert,
  recordHistory,
  buildSite,
  writeDossier,
];
