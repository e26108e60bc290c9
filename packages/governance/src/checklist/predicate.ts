import { factSchema } from "@airworthy/clearance";
import {
  canonicalJson,
  checkShape,
  commonEntries,
  predicateType,
  type Statement,
  sha256Schema,
  UserError,
  versionRefSchema,
} from "@airworthy/evidence";
import * as v from "valibot";
import { checklistSchema } from "./checklist.ts";
import { daySchema } from "./entry-schemas.ts";
import { exceptionSchema } from "./exception-file.ts";
import { judgeChecklist } from "./judge-checklist.ts";
import { lineFindingSchema } from "./line-finding.ts";
import { signOffSchema } from "./sign-off-file.ts";

export const CHECKLIST_TYPE = predicateType("checklist");

const entriesSchema = v.strictObject({
  ...commonEntries,
  candidate: versionRefSchema,
  /** The SHA-256 of each data set that the candidate was made of. */
  data: v.array(sha256Schema),
  /** The day, in UTC, on which the lines stand as they do. */
  asOf: daySchema,
  checklist: checklistSchema,
  /** What of the evidence any line asks. */
  facts: v.array(factSchema),
  signOffs: v.array(signOffSchema),
  exceptions: v.array(exceptionSchema),
  /** A line each, in the checklist's order. */
  findings: v.pipe(v.array(lineFindingSchema), v.nonEmpty("must not be empty")),
  command: v.pipe(v.string(), v.maxLength(10_000)),
});

/** All that the lines are judged by is in the predicate: who reads it judges them again. */
export const checklistPredicateSchema = v.pipe(
  entriesSchema,
  v.check(isEarned, "must have the states that its checklist, facts, sign-offs and exceptions come to"),
);

export type ChecklistPredicate = v.InferOutput<typeof entriesSchema>;

/**
 * The predicate of a checklist's evidence, or with a later day (UTC) what it comes to on that day: an exception may have lapsed
 * since, evidence gone stale. Throws a UserError that names each field that is wrong.
 */
export function parseChecklistEvidence(statement: Statement, asOf?: string): ChecklistPredicate {
  const where = `the checklist of ${statement.subject[0].name}`;
  if (statement.predicateType !== CHECKLIST_TYPE) {
    throw new UserError(`${where}: ${JSON.stringify(statement.predicateType)} was given; ${CHECKLIST_TYPE} is allowed`);
  }
  const predicate = checkShape<ChecklistPredicate>(checklistPredicateSchema, statement.predicate, where);
  return asOf === undefined ? predicate : asOfDay(predicate, asOf);
}

/** What a checklist comes to on a later day (UTC), judged anew from what its evidence holds; on an earlier one as it is. */
export function asOfDay(predicate: ChecklistPredicate, asOf: string): ChecklistPredicate {
  if (asOf <= predicate.asOf) return predicate;
  const later = { ...predicate, asOf };
  return { ...later, ...judgeChecklist(predicate.checklist, { ...later, subject: predicate.candidate.sha256 }) };
}

function isEarned(predicate: ChecklistPredicate): boolean {
  const { verdict, reasonCode, headline, findings, checklist, candidate } = predicate;
  const earned = judgeChecklist(checklist, { ...predicate, subject: candidate.sha256 });
  return canonicalJson({ verdict, reasonCode, headline, findings }) === canonicalJson(earned);
}
