import { evidenceName } from "./evidence-type.ts";
import type { Query } from "./query.ts";

/** The verb that makes each kind of evidence. */
const VERBS: ReadonlyMap<string, string> = new Map([
  ["audit", "audit-model"],
  ["behavior", "test-behavior"],
  ["bill-of-materials", "package-model"],
  ["canary-analysis", "analyze-canary"],
  ["checklist", "audit-model"],
  ["feedback", "collect-feedback"],
  ["metric-comparison", "compare-metrics"],
  ["model-package", "package-model"],
  ["promotion", "promote-model"],
  ["provenance", "package-model"],
  ["reproducibility", "check-reproducibility"],
  ["safety-scan", "package-model"],
  ["verification", "verify-model"],
]);

/** The command that makes the evidence that is asked for; null where it is no verb of ours. */
export function producerOf({ type }: Query): string | null {
  const verb = VERBS.get(evidenceName(type));
  return verb === undefined ? null : `npx airworthy ${verb}`;
}
