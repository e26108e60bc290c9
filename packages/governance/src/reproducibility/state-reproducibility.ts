import {
  type CommonPredicate,
  createStatement,
  type Finding,
  type Statement,
  subjectOf,
  worstVerdict,
} from "@airworthy/evidence";
import { type Doubt, judgeOutputs } from "./judge-outputs.ts";
import { REPRODUCIBILITY_TYPE, type ReproducibilityPredicate } from "./predicate.ts";

/** What was run and compared, not yet judged. */
export interface Reproduction
  extends Omit<ReproducibilityPredicate, "findings" | keyof CommonPredicate>,
    Pick<CommonPredicate, "inputs" | "tool" | "seed" | "startedOn" | "finishedOn"> {
  readonly doubts: readonly Doubt[];
}

/** Judges what was found and states it as evidence of the candidate. */
export function stateReproducibility({ doubts, ...reproduction }: Reproduction): Statement<ReproducibilityPredicate> {
  const { runs, outputs, candidate } = reproduction;
  const findings = judgeOutputs(runs, outputs, doubts);
  const verdict = worstVerdict(findings.map((finding) => finding.verdict));
  const [first, second] = findings.filter((finding) => finding.verdict === verdict);
  return createStatement(subjectOf(candidate), REPRODUCIBILITY_TYPE, {
    ...reproduction,
    verdict,
    reasonCode: first?.reasonCode ?? "no-output",
    headline: headlineOf(findings, first, second),
    findings: [...findings],
    volatile: ["startedOn", "finishedOn", "durations"],
  });
}

function headlineOf(findings: readonly Finding[], first: Finding | undefined, second: Finding | undefined): string {
  if (first === undefined) return "Nothing was compared.";
  const others = findings.filter(({ verdict }) => verdict === first.verdict).length - 1;
  return `${first.headline}${second === undefined ? "" : `, and ${others} more`}.`;
}
