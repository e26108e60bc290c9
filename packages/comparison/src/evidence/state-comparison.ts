import { createStatement, type Statement, subjectOf, worstVerdict } from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import { mostUrgent } from "../decision/most-urgent.ts";
import { severityOf } from "../decision/severity.ts";
import { waivedVerdict } from "../decision/standing.ts";
import { applyWaivers, type IdleWaiver } from "../waivers/apply-waivers.ts";
import type { Waiver } from "../waivers/waiver-file.ts";
import type { ComparisonContext } from "./comparison-context.ts";
import type { ComparisonFinding } from "./finding.ts";
import { COMPARISON_TYPE, type ComparisonPredicate } from "./predicate.ts";
import { findingInWords } from "./wording.ts";

/** What was found, whatever kind of file it was found in. */
export type Found = Pick<
  ComparisonPredicate,
  | "kind"
  | "data"
  | "classes"
  | "slices"
  | "settings"
  | "findings"
  | "flips"
  | "examples"
  | "search"
  | "added"
  | "removed"
  | "charts"
> & { readonly seed: number };

/** States what was found, about the candidate: waivers applied, the worst finding's verdict first. */
export function stateComparison(found: Found, context: ComparisonContext): Statement<ComparisonPredicate> {
  const { waivers, candidate, baseline, origin, noBaseline } = context;
  const { seed, ...rest } = found;
  const applied = withWaivers(found.findings, waivers, found.settings.alpha);
  const first = mostUrgent(applied.findings);
  if (first === undefined) throw new Error("a comparison without findings");
  return createStatement(subjectOf(candidate), COMPARISON_TYPE, {
    verdict: worstVerdict(applied.findings.map(({ verdict }) => verdict)),
    reasonCode: first.reasonCode,
    headline: headlineOf(applied.findings, first),
    inputs: context.inputs.map(({ name, sha256 }) => ({ name, sha256 })),
    tool: context.tool,
    seed,
    startedOn: context.startedOn.toISOString(),
    finishedOn: context.finishedOn().toISOString(),
    volatile: ["startedOn", "finishedOn"],
    candidate,
    baseline,
    origin,
    noBaseline,
    ...rest,
    findings: applied.findings,
    waivers:
      waivers === null ? null : { commit: waivers.commit, asOf: waivers.asOf, idle: applied.idle.map(idleEntry) },
  });
}

function withWaivers(findings: readonly ComparisonFinding[], given: ComparisonContext["waivers"], alpha: number) {
  const waivable = findings.map((finding) => ({ ...finding, severity: severityOf(finding) }));
  const { covered, idle } = applyWaivers(waivable, given?.waivers ?? [], given?.asOf ?? "");
  const waived = findings.map((finding, index) => {
    const waiver = covered.get(index);
    return waiver === undefined ? finding : waive(finding, waiver, alpha);
  });
  return { findings: waived, idle };
}

/** A waived finding still says what it is; it only warns, unless it has something that could not be told anyway. */
function waive(finding: ComparisonFinding, waiver: Waiver, alpha: number): ComparisonFinding {
  const { owner, reason, expires, ceiling } = waiver;
  const { id, headline: _, ...facts } = finding;
  const waived = {
    ...facts,
    verdict: waivedVerdict(finding),
    reasonCode: "waived",
    waiver: { owner, reason, expires, ceiling },
  } as const;
  return { id, ...waived, headline: findingInWords(waived, alpha) };
}

function idleEntry({ waiver, reason }: IdleWaiver) {
  const { metric, slice, owner, expires } = waiver;
  return { metric, slice: slice ?? null, owner, expires, reason };
}

function headlineOf(findings: readonly ComparisonFinding[], first: ComparisonFinding): string {
  const compared = findings.filter(({ baseline, role }) => baseline !== null && role !== "informational").length;
  if (first.verdict !== "pass" || compared === 0) return first.headline;
  return `no regression in ${formatCounted(compared, "comparison")}; ${first.headline}`;
}
