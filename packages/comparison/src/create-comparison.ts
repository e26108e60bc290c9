import {
  createStatement,
  type InputFile,
  type Statement,
  subjectOf,
  type VersionRef,
  worstVerdict,
} from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import { judge } from "./judge.ts";
import { type ComparisonRequest, measure } from "./measure.ts";
import { mostUrgent } from "./most-urgent.ts";
import { COMPARISON_TYPE, type ComparisonFinding, type ComparisonPredicate } from "./predicate.ts";

/** What the evidence says of itself beside its findings. */
export interface ComparisonContext {
  readonly candidate: VersionRef;
  readonly baseline: VersionRef | null;
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedOn: Date;
  /** Asked when the work is done. */
  readonly finishedOn: () => Date;
}

/**
 * Compares the candidate's predictions with the baseline's and states what was found, about the candidate. Throws a UserError
 * where the tables do not pair. Equal tables, settings and seed give an equal statement but for its times.
 */
export function createComparison(
  request: ComparisonRequest,
  context: ComparisonContext,
): Statement<ComparisonPredicate> {
  const { candidate, baseline, settings } = request;
  const { classes, measurements } = measure(request);
  const findings = measurements.map((measurement) => judge(measurement, settings));
  const first = mostUrgent(findings);
  if (first === undefined) throw new Error("a comparison without findings");
  const { seed, ...stated } = settings;
  return createStatement(subjectOf(context.candidate), COMPARISON_TYPE, {
    verdict: worstVerdict(findings.map((finding) => finding.verdict)),
    reasonCode: first.reasonCode,
    headline: headlineOf(findings, first),
    inputs: inputsOf([candidate.file, ...(baseline === null ? [] : [baseline.file])]),
    tool: context.tool,
    seed,
    startedOn: context.startedOn.toISOString(),
    finishedOn: context.finishedOn().toISOString(),
    volatile: ["startedOn", "finishedOn"],
    candidate: context.candidate,
    baseline: context.baseline,
    rows: candidate.rows,
    classes: [...classes],
    slices: candidate.slices.map(({ column }) => column),
    settings: { ...stated, classesDeclared: request.classes.length > 0, correction: "holm" },
    findings,
  });
}

function headlineOf(findings: readonly ComparisonFinding[], first: ComparisonFinding): string {
  const compared = findings.filter(({ baseline }) => baseline !== null).length;
  if (first.verdict !== "pass" || compared === 0) return first.headline;
  return `no regression in ${formatCounted(compared, "comparison")}; ${first.headline}`;
}

function inputsOf(files: readonly InputFile[]): InputFile[] {
  return files.map(({ name, sha256 }) => ({ name, sha256 }));
}
