import { type Verdict, worstVerdict } from "@airworthy/evidence";
import { type ExaminedEvidence, factsOf } from "./fact.ts";
import { type Answer, type Answered, type Asked, describe, type EvidenceRef, judgeQuery } from "./judge-query.ts";
import { producerOf } from "./producer.ts";
import type { Query } from "./query.ts";

/** What evidence of a package must answer before anybody is exposed to it. */
export interface Policy {
  /** All of them must be answered; without any, nothing clears. */
  readonly needs: readonly Query[];
}

/** How evidence answers one of a policy's needs. */
export interface ClearedNeed extends Answer {
  /** What is asked, such as "audit of safety". Untrusted text. */
  readonly what: string;
  readonly verdict: Verdict;
  /** The command that makes such evidence; null where it is no verb of ours. */
  readonly command: string | null;
}

export interface Clearance {
  readonly cleared: boolean;
  /** The worst of its needs; `error` where the policy has none. */
  readonly verdict: Verdict;
  readonly needs: readonly ClearedNeed[];
  /** The files that cleared it, or that stand in its way, each once. */
  readonly evidence: readonly EvidenceRef[];
}

const VERDICT_OF: Readonly<Record<Answered, Verdict>> = { met: "pass", open: "inconclusive", "not-met": "fail" };

/**
 * Whether evidence clears a package by a policy. A need that nothing answers is inconclusive, one that evidence denies
 * fails, and a policy without needs clears nothing: what nobody asked for is not known to be fine.
 */
export function clear({ needs }: Policy, evidence: readonly ExaminedEvidence[], asked: Asked): Clearance {
  const facts = factsOf(needs, evidence);
  const answers = needs.map((query): ClearedNeed => {
    const answer = judgeQuery(query, facts, asked);
    return { what: describe(query), verdict: VERDICT_OF[answer.answered], command: producerOf(query), ...answer };
  });
  const verdict = answers.length === 0 ? "error" : worstVerdict(answers.map((need) => need.verdict));
  const refs = answers.flatMap(({ by }) => by);
  return {
    cleared: verdict === "pass",
    verdict,
    needs: answers,
    evidence: [...new Map(refs.map((ref) => [ref.sha256, ref])).values()],
  };
}
