import { type ExaminedEvidence, factsOf } from "@airworthy/clearance";
import { type CommonPredicate, createStatement, type Statement, subjectOf, type VersionRef } from "@airworthy/evidence";
import { type Checklist, queriesOf } from "./checklist.ts";
import type { ChecklistException } from "./exception-file.ts";
import { judgeChecklist } from "./judge-checklist.ts";
import { CHECKLIST_TYPE, type ChecklistPredicate } from "./predicate.ts";
import type { SignOff } from "./sign-off-file.ts";

/** A checklist, what it is of, and what may answer it. */
export interface AskedChecklist
  extends Pick<CommonPredicate, "inputs" | "tool" | "startedOn" | "finishedOn">,
    Pick<ChecklistPredicate, "data" | "asOf" | "command"> {
  readonly candidate: VersionRef;
  readonly checklist: Checklist;
  readonly evidence: readonly ExaminedEvidence[];
  readonly signOffs: readonly SignOff[];
  readonly exceptions: readonly ChecklistException[];
}

/** Judges each line and states the checklist as evidence of the candidate. */
export function stateChecklist({ evidence, ...asked }: AskedChecklist): Statement<ChecklistPredicate> {
  const { checklist, candidate } = asked;
  const facts = [...factsOf(queriesOf(checklist), evidence)];
  const judged = judgeChecklist(checklist, { ...asked, facts, subject: candidate.sha256 });
  return createStatement(subjectOf(candidate), CHECKLIST_TYPE, {
    ...asked,
    ...judged,
    facts,
    signOffs: [...asked.signOffs],
    exceptions: [...asked.exceptions],
    seed: null,
    volatile: ["startedOn", "finishedOn"],
  });
}
