import {
  canonicalJson,
  createStatement,
  type InputFile,
  type Statement,
  sha256,
  subjectOf,
  type VersionRef,
  worstVerdict,
} from "@airworthy/evidence";
import type { PromotionSituation } from "../decide/decide-promotion.ts";
import type { RollbackSituation } from "../decide/decide-rollback.ts";
import type { Gate } from "../decide/gate.ts";
import type { PromotionOutcome, RollbackOutcome } from "../decide/outcome.ts";
import { hexOf, MOST_TEXT_CHARACTERS, type Version } from "../fields.ts";
import { type Stage, stageNamed } from "../policy/policy.ts";
import { headlineOf } from "../words/headline.ts";
import { shortDigest, shortened } from "../words/plain.ts";
import { PROMOTION_TYPE, type PromotionFinding, type PromotionPredicate, parsePromotion } from "./predicate.ts";

/** What the evidence says of the run that made it. */
export interface PromotionRun {
  readonly inputs: readonly InputFile[];
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedOn: string;
  readonly finishedOn: string;
}

/** The evidence of a promotion: one that promoted, one that changed nothing, and one that was refused. */
export function createPromotion(
  { request, policy, facts }: PromotionSituation,
  outcome: PromotionOutcome,
  run: PromotionRun,
): Statement<PromotionPredicate> {
  return statementOf({ request, policy, facts, present: facts.candidate, why: "" }, outcome, run);
}

/**
 * The evidence of a rollback; null where nothing changed and what the stage has is bound to no package: there is nothing that
 * evidence could speak of.
 */
export function createRollback(
  { request, policy, facts }: RollbackSituation,
  outcome: RollbackOutcome,
  run: PromotionRun,
): Statement<PromotionPredicate> | null {
  const entry = facts.registry.stages.find(({ stage }) => stage === outcome.stage);
  const present = "version" in outcome ? outcome.version : versionOf(entry);
  if (present === null) return null;
  return statementOf({ request, policy, facts, present, why: request.reason }, outcome, run);
}

interface Decided extends Pick<PromotionSituation, "policy"> {
  readonly request: PromotionSituation["request"] | RollbackSituation["request"];
  readonly facts: RollbackSituation["facts"];
  /** What the evidence is about. */
  readonly present: Version;
  readonly why: string;
}

/** Throws a UserError where its parts contradict each other: no statement is made that would not be read. */
function statementOf(
  { request, policy, facts, present, why }: Decided,
  outcome: PromotionOutcome | RollbackOutcome,
  { inputs, ...run }: PromotionRun,
): Statement<PromotionPredicate> {
  const gates = outcome.effect === "unchanged" ? [] : outcome.gates;
  const isChanged = outcome.effect === "promoted" || outcome.effect === "rolled-back";
  const decided = {
    model: request.model,
    move: request.move,
    effect: outcome.effect,
    stage: outcome.stage,
    stages: policy.stages.map(({ name }) => name),
    on: facts.now,
    by: facts.actor.login,
    why: shortened(outcome.effect === "unchanged" ? outcome.why : why, MOST_TEXT_CHARACTERS),
    request: request.id,
    candidate: refOf(request.model, present),
    baseline: isChanged && outcome.before !== null ? refOf(request.model, outcome.before) : null,
    commit: isChanged ? outcome.commit : null,
    policy: policyOf(stageNamed(policy, outcome.stage)),
    findings: gates.map(findingOf),
    approvals: "approvals" in outcome ? outcome.approvals.flatMap(approvalOf) : [],
    clearance: "evidence" in outcome ? [...outcome.evidence] : [],
    tags: isChanged ? outcome.tags.map(({ name, commit }) => ({ name, commit })) : [],
    rollout: isChanged ? outcome.rollout : null,
    denial: outcome.effect === "rolled-back" ? outcome.denial : null,
  } satisfies Partial<PromotionPredicate>;
  const predicate: PromotionPredicate = {
    ...decided,
    verdict: outcome.effect === "refused" ? worstVerdict(gates.map(({ verdict }) => verdict)) : "pass",
    reasonCode: reasonCodeOf(outcome.effect, gates),
    headline: shortened(headlineOf(decided), MOST_TEXT_CHARACTERS),
    ...run,
    inputs: [...inputs],
    seed: null,
    volatile: ["startedOn", "finishedOn"],
  };
  const statement = createStatement(subjectOf(predicate.candidate), PROMOTION_TYPE, predicate);
  parsePromotion({ ...statement, predicate: { ...predicate } });
  return statement;
}

function versionOf(entry: { digest: string | null; version: string | null } | undefined): Version | null {
  return entry === undefined || entry.digest === null ? null : { digest: entry.digest, version: entry.version };
}

function refOf(model: string, { version, digest }: Version): VersionRef {
  // Without a number the name would be that of every version.
  return { name: version === null ? shortDigest(digest) : model, version, sha256: hexOf(digest), digestOf: "package" };
}

function policyOf(stage: Stage): PromotionPredicate["policy"] {
  const { previous, approvals, selfApproval } = stage;
  return { sha256: sha256(canonicalJson(stage)), previous, approvals, selfApproval };
}

function findingOf(gate: Gate, index: number, gates: readonly Gate[]): PromotionFinding {
  const before = gates.slice(0, index).filter(({ id }) => id === gate.id).length;
  return {
    id: before === 0 ? gate.id : `${gate.id}-${before + 1}`,
    verdict: gate.verdict,
    reasonCode: gate.reasonCode,
    change: gate.verdict === "inconclusive" ? "insufficient-evidence" : "stable",
    // It may hold several texts of people, each as long as it may be.
    headline: shortened(gate.message, MOST_TEXT_CHARACTERS),
    gate: gate.id,
    command: gate.command,
  };
}

function approvalOf({
  by,
  on,
  commit,
  via,
}: {
  by: string;
  on: string;
  commit: string | null;
  via: PromotionPredicate["approvals"][number]["via"];
}) {
  return commit === null ? [] : [{ by, on, commit, via }];
}

function reasonCodeOf(effect: PromotionPredicate["effect"], gates: readonly Gate[]): string {
  if (effect !== "refused") return effect;
  const verdict = worstVerdict(gates.map((gate) => gate.verdict));
  return gates.find((gate) => gate.verdict === verdict)?.reasonCode ?? "refused";
}
