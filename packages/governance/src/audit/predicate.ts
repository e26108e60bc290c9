import {
  checkShape,
  commonEntries,
  predicateType,
  type Statement,
  UserError,
  type Verdict,
  versionRefSchema,
  worstVerdict,
} from "@airworthy/evidence";
import { UNITS } from "@airworthy/report";
import * as v from "valibot";
import { figureSchema } from "./figure.ts";
import { type AuditFinding, auditFindingSchema } from "./finding.ts";

export const AUDIT_TYPE = predicateType("audit");

/** Each is judged, reported and answered for by itself: none makes up for another. */
export const AUDIT_CLASSES = ["bias", "privacy", "safety"] as const;

export type AuditClass = (typeof AUDIT_CLASSES)[number];

const MOST_ROWS = 2_000;
const text = v.pipe(v.string(), v.maxLength(10_000));

/**
 * A null is a figure that is not there; an `n` of null is one that is not told, since people could be recognised by it: then no cell
 * is either.
 */
const rowSchema = v.pipe(
  v.strictObject({ label: text, n: v.nullable(v.number()), cells: v.array(v.nullable(figureSchema)) }),
  v.check(
    ({ n, cells }) => n !== null || cells.every((cell) => cell === null),
    "must tell no figure where it tells no n",
  ),
);

/** Figures side by side that decide nothing by themselves, such as a metric by group. */
const tableSchema = v.strictObject({
  title: text,
  columns: v.array(v.strictObject({ title: text, unit: v.picklist(UNITS) })),
  rows: v.pipe(v.array(rowSchema), v.maxLength(MOST_ROWS)),
  /** How many rows there are in all. */
  total: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

export type AuditTable = v.InferOutput<typeof tableSchema>;

export const auditSchema = v.pipe(
  v.strictObject({
    ...commonEntries,
    class: v.picklist(AUDIT_CLASSES),
    candidate: versionRefSchema,
    baseline: v.nullable(versionRefSchema),
    findings: v.pipe(v.array(auditFindingSchema), v.nonEmpty("must not be empty")),
    tables: v.array(tableSchema),
    /** The level of every interval, such as 0.95. */
    level: v.pipe(v.number(), v.gtValue(0), v.ltValue(1)),
    /** Who answers for this class, and where an alert of it goes. */
    owner: v.nullable(text),
    alert: v.nullable(text),
    /** What was audited and how, a few words each: "3,003 rows", "4 attributes, pairwise intersections". */
    facts: v.array(text),
    command: text,
  }),
  v.check(
    ({ verdict, findings }) => verdict === auditVerdict(findings),
    "must have the worst of its deciding findings' verdicts, and pass only with a limit that was kept",
  ),
);

export type AuditPredicate = v.InferOutput<typeof auditSchema>;

/** The worst of the findings that decide; an audit in which no limit was set has found nothing to pass. */
export function auditVerdict(findings: readonly AuditFinding[]): Verdict {
  const worst = worstVerdict(decidingFindings(findings).map(({ verdict }) => verdict));
  const hasLimit = findings.some(({ gate }) => gate.limits.length > 0);
  return worst === "pass" && !hasLimit ? "inconclusive" : worst;
}

/**
 * Those with a limit; what has none only informs, whether or not it could be computed, but for what the baseline had and the
 * candidate lacks. All where none decides.
 */
export function decidingFindings(findings: readonly AuditFinding[]): readonly AuditFinding[] {
  const deciding = findings.filter(
    ({ gate, candidate, baseline }) => gate.limits.length > 0 || (candidate === null && baseline !== null),
  );
  return deciding.length === 0 ? findings : deciding;
}

/** The predicate of an audit's evidence. Throws a UserError that names each field that is wrong. */
export function parseAudit(statement: Statement): AuditPredicate {
  const where = `the audit of ${statement.subject[0].name}`;
  if (statement.predicateType !== AUDIT_TYPE) {
    throw new UserError(`${where}: ${JSON.stringify(statement.predicateType)} was given; ${AUDIT_TYPE} is allowed`);
  }
  return checkShape<AuditPredicate>(auditSchema, statement.predicate, where);
}
