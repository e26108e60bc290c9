import { CANARY_TYPE, type CanaryPredicate, parseCanary } from "@airworthy/canary";
import type { ExaminedEvidence } from "@airworthy/clearance";
import type { AnalysisFact } from "@airworthy/rollout";

/** The canary's latest look at a rollout; null where it never looked. Of two at one time the one that allows less counts. */
export function latestAnalysis(evidence: readonly ExaminedEvidence[], rollout: string): AnalysisFact | null {
  const looks = evidence
    .filter(({ statement }) => statement.predicateType === CANARY_TYPE)
    .map(({ name, sha256, statement }) => analysisOf(parseCanary(statement), { name, sha256 }))
    .filter((look) => look.rollout === rollout);
  return looks.toSorted((a, b) => Date.parse(b.madeOn) - Date.parse(a.madeOn) || caution(b) - caution(a))[0] ?? null;
}

const CAUTION = [
  "promote",
  "advance",
  "inconclusive",
  "hold",
  "rollback",
] as const satisfies AnalysisFact["decision"][];

function caution({ decision }: AnalysisFact): number {
  return CAUTION.indexOf(decision);
}

/** What a look tells a rollout. */
export function analysisOf(predicate: CanaryPredicate, evidence: AnalysisFact["evidence"]): AnalysisFact {
  const { rollout, candidate, ramp, decision, timeline } = predicate;
  return {
    rollout: rollout.id,
    candidate: `sha256:${candidate.sha256}`,
    position: ramp.position,
    decision,
    // The last entry of its timeline is this look.
    madeOn: timeline.entries.at(-1)?.at ?? "",
    guarded: guardedBy(predicate),
    evidence,
  };
}

/** Of all users the metrics that have a margin, or by Kayenta's rules those that count for its score. */
function guardedBy({ judge, findings }: CanaryPredicate): readonly string[] {
  if (judge.name === "kayenta") return judge.metrics.filter(({ isMuted }) => !isMuted).map(({ name }) => name);
  return findings.filter(({ margin, slice }) => margin !== null && slice === null).map(({ metric }) => metric);
}
