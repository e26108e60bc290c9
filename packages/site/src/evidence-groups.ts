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
  { id: "rollouts", title: "Rollouts", words: /canary/ },
  { id: "verification", title: "Verification", words: /verification/ },
  { id: "package", title: "Package and origin", words: /\b(?:model-package|provenance|safety-scan|bom)\b/ },
] as const;

/** The evidence by parts of the way, in the order of the page; parts without any are left out. */
export function groupEvidence(evidence: readonly SiteEvidence[]): readonly EvidenceGroup[] {
  const byId = Map.groupBy(evidence, ({ type }) => GROUPS.find(({ words }) => words?.test(type))?.id ?? GROUPS[0].id);
  return GROUPS.flatMap(({ id, title }) => {
    const found = byId.get(id);
    return found === undefined ? [] : [{ id, title, evidence: found }];
  });
}
