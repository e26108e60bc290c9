import { findingEntries, severitySchema } from "@airworthy/evidence";
import { DIRECTIONS, UNITS } from "@airworthy/report";
import * as v from "valibot";
import { changeSchema, figureSchema } from "./figure.ts";
import { gateSchema } from "./gate.ts";
import { judge } from "./judge.ts";

const MOST_CHARACTERS = 10_000;
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(MOST_CHARACTERS));

const entriesSchema = v.strictObject({
  ...findingEntries,
  /** As the user may ask for it: "equalized-odds-difference", "membership-advantage". */
  metric: name,
  /** What it is of: an attribute ("sex & age"), a group ("sex=F"), a kind of value ("iban"); null for the whole. Untrusted. */
  of: v.nullable(name),
  /** How bad a failure is, as the test says that it is of; left out of everything else. */
  severity: v.exactOptional(severitySchema),
  unit: v.picklist(UNITS),
  better: v.picklist(DIRECTIONS),
  candidate: v.nullable(figureSchema),
  baseline: v.nullable(figureSchema),
  difference: v.nullable(changeSchema),
  gate: gateSchema,
  /** That nothing is told of it, since people could be recognised by it; left out of everything else. */
  hidden: v.exactOptional(v.literal(true)),
  /** What else a reader must know, such as a rule's caveat. */
  note: v.nullable(v.string()),
});

export type AuditFinding = v.InferOutput<typeof entriesSchema>;

/** A finding without what follows from it. */
export type AuditMeasure = Omit<AuditFinding, "id" | "verdict" | "reasonCode" | "change" | "headline">;

/** What a difference may be off by that was not taken from the figures as they are written, as a share of them. */
const RELATIVE_NOISE = 1e-9;

export const auditFindingSchema = v.pipe(
  entriesSchema,
  v.check(hasOwnDifference, "must have no difference but that of its two figures"),
  v.check(
    ({ candidate, baseline, difference }) => [candidate, baseline, difference].every(isInterval),
    "must have no interval whose low end is above its high one",
  ),
  v.check(
    ({ hidden, candidate, baseline }) => hidden === undefined || (candidate === null && baseline === null),
    "must tell no figure where it is hidden",
  ),
  v.check((finding) => {
    const { verdict, change, reasonCode } = judge({ ...finding, change: finding.difference });
    return finding.verdict === verdict && finding.change === change && finding.reasonCode === reasonCode;
  }, "must have the verdict that its figures and its gate come to"),
  v.check((finding) => finding.id === auditFindingId(finding), "must have the id of its metric and what it is of"),
);

function hasOwnDifference({ candidate, baseline, difference }: v.InferOutput<typeof entriesSchema>): boolean {
  if (difference === null) return true;
  if (candidate === null || baseline === null) return false;
  const noise = RELATIVE_NOISE * Math.max(Math.abs(candidate.value), Math.abs(baseline.value));
  return Math.abs(candidate.value - baseline.value - difference.estimate) <= noise;
}

function isInterval(ends: { readonly low: number | null; readonly high: number | null } | null): boolean {
  return ends === null || ends.low === null || ends.high === null || ends.low <= ends.high;
}

export function auditFindingId({ metric, of }: Pick<AuditFinding, "metric" | "of">): string {
  return of === null ? metric : `${metric}, ${of}`;
}
