import {
  checkShape,
  commonEntries,
  createStatement,
  findingEntries,
  predicateType,
  type Statement,
  subjectOf,
  type VersionRef,
  versionRefSchema,
} from "@airworthy/evidence";
import * as v from "valibot";
import { verdictOf } from "./finding.ts";
import { KINDS } from "./kind.ts";
import { RULES_VERSION } from "./rules.ts";
import type { ScanResult } from "./scan-files.ts";

export const SCAN_PREDICATE = predicateType("safety-scan");

const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const findingSchema = v.strictObject({
  ...findingEntries,
  /** A finding is never a pass. */
  verdict: v.picklist(["warn", "inconclusive", "fail"]),
  /** A file, or a member of an archive after an exclamation mark. Untrusted text. */
  path: v.string(),
  /** In bytes from the start of what `path` names. */
  offset: v.nullable(countSchema),
  /** From 1, for text. */
  line: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
});

/** The predicate of a scan: what was looked at, and everything that was found. */
export const scanSchema = v.pipe(
  v.strictObject({
    ...commonEntries,
    candidate: versionRefSchema,
    /** Of the rules and the shipped allow-list. */
    rules: v.string(),
    files: countSchema,
    /** How many files, and members of archives, were of which kind. */
    kinds: v.array(v.strictObject({ kind: v.picklist(KINDS), count: countSchema })),
    findings: v.array(findingSchema),
  }),
  v.check(
    ({ verdict, findings, files }) => verdict === verdictOf(findings, files),
    "must have the verdict of its findings",
  ),
);

export type ScanPredicate = v.InferOutput<typeof scanSchema>;

/** What the run adds to the result itself. */
export type ScanRun = Pick<ScanPredicate, "tool" | "startedOn" | "finishedOn">;

/** The evidence of a scan. */
export function scanStatement(candidate: VersionRef, result: ScanResult, run: ScanRun): Statement<ScanPredicate> {
  const { verdict, reasonCode, headline, files, kinds } = result;
  const { tool, startedOn, finishedOn } = run;
  return createStatement(subjectOf(candidate), SCAN_PREDICATE, {
    verdict,
    reasonCode,
    headline,
    // The files that were looked at are the candidate's own, which its digest covers.
    inputs: [],
    tool,
    startedOn,
    finishedOn,
    seed: null,
    volatile: ["startedOn", "finishedOn"],
    candidate,
    rules: RULES_VERSION,
    files,
    kinds: kinds.map((entry) => ({ ...entry })),
    findings: result.findings.map(({ rule, verdict: own, path, offset, line, message }, index) => ({
      id: `${index + 1}`,
      verdict: own,
      reasonCode: rule,
      // There is no baseline: a scan is of one version.
      change: "no-baseline",
      headline: message,
      path,
      offset,
      line,
    })),
  });
}

/** The predicate of a statement of this type; a UserError that names what is wrong with it. */
export function parseScan(statement: Statement): ScanPredicate {
  const where = `the ${SCAN_PREDICATE} predicate of ${statement.subject[0].name}`;
  return checkShape<ScanPredicate>(scanSchema, statement.predicate, where);
}
