import type { SiteEvidence } from "./input.ts";

/** Evidence of one part of a version's way. */
export interface EvidenceGroup {
  readonly id: string;
  readonly title: string;
  /** At least one. */
  readonly evidence: readonly SiteEvidence[];
}

/** Each part of the way, by words in the types of its predicates; what none of them takes is of the first. */
const GROUPS = [
  { id: "tests", title: "Tests and comparisons", words: null },
  { id: "feedback", title: "Feedback", words: /feedback/ },
  { id: "promotions", title: "Promotions", words: /\bpromotion\b/ },
  { id: "rollouts", title: "Rollouts", words: /canary/ },
  { id: "verification", title: "Verification", words: /verification/ },
  { id: "package", title: "Package and origin", words: /\b(?:model-package|provenance|safety-scan|bom)\b/ },
] as const;

/** The evidence by parts of the way, in the order of the page; parts without any are left out. */
export function groupEvidence(evidence: readonly SiteEvidence[]): readonly EvidenceGroup[] {
  const byId = Map.groupBy(evidence, ({ type }) => groupOf(type).id);
  return GROUPS.flatMap(({ id, title }) => {
    const found = byId.get(id);
    return found === undefined ? [] : [{ id, title, evidence: found }];
  });
}

/** Whether it says what somebody asked for and got, and so nothing of how the version does. */
export function isPromotion({ type }: SiteEvidence): boolean {
  return groupOf(type).id === "promotions";
}

function groupOf(type: string): (typeof GROUPS)[number] {
  return GROUPS.find(({ words }) => words?.test(type)) ?? GROUPS[0];
}
