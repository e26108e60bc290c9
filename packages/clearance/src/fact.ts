import { compareCodePoints, type Statement, sha256Schema, verdictSchema } from "@airworthy/evidence";
import type { ReportSection } from "@airworthy/report";
import * as v from "valibot";
import type { Query } from "./query.ts";
import { auditClassOf, madeOn } from "./read-predicate.ts";

const text = v.pipe(v.string(), v.maxLength(10_000));
const finite = v.pipe(v.number(), v.finite());

const factFindingSchema = v.strictObject({
  metric: text,
  /** What it is of; null for the whole. */
  of: v.nullable(text),
  verdict: verdictSchema,
  value: v.nullable(finite),
});

/** What a file of evidence says, as far as it is asked. */
export const factSchema = v.strictObject({
  name: text,
  /** Of the file's bytes. */
  sha256: sha256Schema,
  type: text,
  class: v.nullable(text),
  /** The digest of what it speaks of. */
  subject: sha256Schema,
  verdict: verdictSchema,
  /** Null where it does not say. */
  madeOn: v.nullable(v.pipe(v.string(), v.isoTimestamp())),
  findings: v.array(factFindingSchema),
});

export type Fact = v.InferOutput<typeof factSchema>;
type FactFinding = Fact["findings"][number];

/** A file of evidence that was read, and its section: who makes one has checked the whole predicate. */
export interface ExaminedEvidence {
  readonly name: string;
  readonly sha256: string;
  readonly statement: Statement;
  readonly section: ReportSection;
}

/** What the files say that any query asks: each file once, in the order of their digests. */
export function factsOf(queries: readonly Query[], evidence: readonly ExaminedEvidence[]): readonly Fact[] {
  const facts = evidence.flatMap((file) => {
    const asked = queries.filter(({ type }) => type === file.statement.predicateType);
    return asked.length === 0 ? [] : [factOf(file, asked)];
  });
  const byDigest = new Map(facts.map((fact) => [fact.sha256, fact]));
  return [...byDigest.values()].sort((a, b) => compareCodePoints(a.sha256, b.sha256));
}

/** Where predicates say it, read loosely: their own capabilities have checked them. */
const findingsSchema = v.object({ findings: v.array(v.unknown()) });
/** Whatever is not as it should be is told as the worst: a finding is never passed over. */
const findingSchema = v.object({
  id: v.fallback(v.string(), ""),
  metric: v.optional(v.fallback(v.optional(v.string()), undefined)),
  of: v.optional(v.fallback(v.nullable(v.string()), null)),
  verdict: v.fallback(verdictSchema, "error"),
  candidate: v.fallback(v.nullable(v.union([finite, v.object({ value: finite })])), null),
});

function factOf({ name, sha256, statement, section }: ExaminedEvidence, asked: readonly Query[]): Fact {
  const { predicate, predicateType: type } = statement;
  const metrics = new Set(asked.map(({ metric }) => metric));
  return {
    name,
    sha256,
    type,
    class: auditClassOf(predicate),
    subject: section.candidate.sha256,
    verdict: section.verdict,
    madeOn: madeOn(predicate),
    findings: findingsIn(predicate).filter(({ metric }) => metrics.has(metric)),
  };
}

function findingsIn(predicate: unknown): readonly FactFinding[] {
  const { success, output } = v.safeParse(findingsSchema, predicate);
  if (!success) return [];
  return output.findings.flatMap((finding) => {
    const read = v.safeParse(findingSchema, finding);
    return read.success ? [findingOf(read.output)] : [];
  });
}

function findingOf(finding: v.InferOutput<typeof findingSchema>): FactFinding {
  const { id, verdict, candidate, metric = id } = finding;
  // A comparison's finding says its slice in its id, after the metric and a question mark.
  const { of = id.length > metric.length ? id.slice(metric.length + 1) : null } = finding;
  const value = candidate === null || typeof candidate === "number" ? candidate : candidate.value;
  return { metric, of, verdict, value };
}
