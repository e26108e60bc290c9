import { canonicalJson } from "@airworthy/evidence";
import { type ExaminedEvidence, factsOf } from "./fact.ts";
import type { EvidenceRef } from "./judge-query.ts";
import type { ChecklistPredicate } from "./predicate.ts";

/** How what a checklist's evidence says of other files compares with these files themselves. */
export interface CheckedFacts {
  /** The files that say something else. */
  readonly contradicted: readonly EvidenceRef[];
  /** The files that are not there to be asked. */
  readonly absent: readonly EvidenceRef[];
}

/**
 * Compares each fact of a checklist's evidence with the file that it is of, by its SHA-256. The lines follow from the facts, which
 * `parseChecklistEvidence` checks; that the facts are those of the evidence only the evidence can tell.
 */
export function checkFacts(predicate: ChecklistPredicate, evidence: readonly ExaminedEvidence[]): CheckedFacts {
  const own = new Map(factsOf(predicate.checklist, evidence).map((fact) => [fact.sha256, fact]));
  const told = predicate.facts.map(({ name, ...said }) => {
    const fact = own.get(said.sha256);
    // A file may be elsewhere by now.
    const isSame = fact !== undefined && canonicalJson({ ...fact, name }) === canonicalJson({ ...said, name });
    return { ref: { name, sha256: said.sha256 }, isAbsent: fact === undefined, isSame };
  });
  return {
    contradicted: told.filter(({ isAbsent, isSame }) => !isAbsent && !isSame).map(({ ref }) => ref),
    absent: told.filter(({ isAbsent }) => isAbsent).map(({ ref }) => ref),
  };
}
