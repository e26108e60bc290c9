import { type EvidenceRef, type ExaminedEvidence, type Fact, factsOf } from "@airworthy/clearance";
import { canonicalJson, VERDICTS } from "@airworthy/evidence";
import { queriesOf } from "./checklist.ts";
import { judgeChecklist, sumUp } from "./judge-checklist.ts";
import type { ChecklistPredicate } from "./predicate.ts";
import { type ProvenChecklist, proveChecklist } from "./prove-checklist.ts";

/** How what a checklist's evidence says of other files compares with these files themselves. */
export interface CheckedFacts {
  /** The files that say something else. */
  readonly contradicted: readonly EvidenceRef[];
  /** The files that are not there to be asked. */
  readonly absent: readonly EvidenceRef[];
  /** The checklist, in which no line holds against a file or data that it says nothing of. */
  readonly heard: ChecklistPredicate;
  /** The same, in which no line holds by a file that is absent. */
  readonly proven: ProvenChecklist;
}

/**
 * Compares each fact of a checklist's evidence with the file that it is of, by its SHA-256, and hears the files that it says nothing
 * of. The lines follow from the facts, which `parseChecklistEvidence` checks; that the facts are those of the evidence, and all of
 * them, only the evidence can tell. `data` are the SHA-256 of the data sets that the package is known to be made of.
 */
export function checkFacts(
  predicate: ChecklistPredicate,
  evidence: readonly ExaminedEvidence[],
  data: readonly string[],
): CheckedFacts {
  const own = new Map(factsOf(queriesOf(predicate.checklist), evidence).map((fact) => [fact.sha256, fact]));
  const told = predicate.facts.map(({ name, ...said }) => {
    const fact = own.get(said.sha256);
    // A file may be elsewhere by now.
    const isSame = fact !== undefined && canonicalJson({ ...fact, name }) === canonicalJson({ ...said, name });
    return { ref: { name, sha256: said.sha256 }, isAbsent: fact === undefined, isSame };
  });
  const absent = told.filter(({ isAbsent }) => isAbsent).map(({ ref }) => ref);
  const known = new Set(told.map(({ ref }) => ref.sha256));
  const further = [...own.values()].filter(({ sha256 }) => !known.has(sha256));
  const heard = hear(predicate, further, data);
  return {
    contradicted: told.filter(({ isAbsent, isSame }) => !isAbsent && !isSame).map(({ ref }) => ref),
    absent,
    heard,
    proven: proveChecklist(heard, absent),
  };
}

/** What else is known may take from a line, never give to it: nobody who vouched for the checklist vouched for that. */
function hear(predicate: ChecklistPredicate, further: readonly Fact[], named: readonly string[]): ChecklistPredicate {
  const { checklist, candidate } = predicate;
  const facts = [...predicate.facts, ...further];
  const data = [...new Set([...predicate.data, ...named])];
  if (facts.length === predicate.facts.length && data.length === predicate.data.length) return predicate;
  const anew = judgeChecklist(checklist, { ...predicate, facts, data, subject: candidate.sha256 }).findings;
  const worse = predicate.findings.map((finding, index) => {
    const other = anew[index];
    return other !== undefined && rank(other) > rank(finding) ? other : finding;
  });
  return { ...predicate, facts, data, ...sumUp(checklist, worse) };
}

function rank({ verdict }: ChecklistPredicate["findings"][number]): number {
  return VERDICTS.indexOf(verdict);
}
