import { checkShape, UserError } from "@airworthy/evidence";
import { commitSchema, digestSchema, instantSchema } from "../fields.ts";
import { type PromotionPolicy, type Stage, stageNamed } from "../policy/policy.ts";
import { entryOf } from "../records/registry.ts";
import { tagsFor } from "../records/tags-for.ts";
import { actorGate } from "./actor-gate.ts";
import { approvalGate, codeownersGate, countedApprovals } from "./approval-gates.ts";
import { commandGate } from "./command-gate.ts";
import { evidenceGates } from "./evidence-gates.ts";
import type { PromotionFacts } from "./facts.ts";
import { freezeGates } from "./freeze-gates.ts";
import { allHold } from "./gate.ts";
import { handledBefore, versionAt } from "./handled.ts";
import type { PromotionOutcome } from "./outcome.ts";
import { confirmationGate, deniedGate, digestGate, headGate, lockGate, recordGate } from "./package-gates.ts";
import { previousStageGate } from "./previous-stage.ts";
import { type PromotionRequest, promotionCommand } from "./request.ts";

/** All that a promotion is decided from. */
export interface PromotionSituation {
  readonly request: PromotionRequest;
  readonly policy: PromotionPolicy;
  readonly facts: PromotionFacts;
}

/**
 * What becomes of a promotion: the version comes to the stage, it is there already, or a gate does not hold. Nothing is read or
 * written here; to look again just before the write, decide again with the facts of that moment. Throws a UserError for a
 * stage that there is not, and for facts of another model.
 */
export function decidePromotion(situation: PromotionSituation): PromotionOutcome {
  const { request, policy, facts } = situation;
  checkFacts(situation);
  const stage = stageNamed(policy, request.stage);
  const entry = entryOf(facts.registry, stage.name);
  const version = versionAt(entry);
  const handled = handledBefore(request.id, facts);
  if (handled !== null) return { effect: "unchanged", stage: stage.name, version, why: handled };
  const { candidate } = facts;
  if (version?.digest === candidate.digest) {
    return { effect: "unchanged", stage: stage.name, version, why: `${stage.name} has this version already` };
  }
  return decide(situation, stage);
}

function decide({ request, policy, facts }: PromotionSituation, stage: Stage): PromotionOutcome {
  const { candidate, registry, now, actor } = facts;
  const answered = evidenceGates(stage, facts);
  const gates = [
    commandGate(facts, policy, promotionCommand(request, candidate, request.confirm)),
    actorGate(actor, stage),
    headGate(request, facts),
    digestGate(request, facts),
    ...answered.gates,
    previousStageGate(request, stage, facts),
    approvalGate(stage, facts),
    codeownersGate(stage, facts),
    ...freezeGates(stage, facts),
    confirmationGate(request, stage, facts),
    deniedGate(stage, facts),
    recordGate(request, facts),
    lockGate(request, facts),
  ];
  const { evidence } = answered;
  const approvals = countedApprovals(stage, facts);
  if (!allHold(gates)) return { effect: "refused", stage: stage.name, gates, evidence, approvals };
  const version = { digest: candidate.digest, version: candidate.version };
  const change = { stage: stage.name, version, commit: candidate.commit, move: "promote", by: actor.login } as const;
  return {
    effect: "promoted",
    stage: stage.name,
    version,
    commit: candidate.commit,
    before: versionAt(entryOf(registry, stage.name)),
    gates,
    evidence,
    approvals,
    tags: tagsFor(registry, { ...change, on: now, request: request.id, reason: "", evidence }),
    rollout: stage.rollout,
  };
}

function checkFacts({ request, facts: { now, candidate, registry } }: PromotionSituation): void {
  checkShape(instantSchema, now, "the time of the promotion");
  checkShape(digestSchema, candidate.digest, "the digest of the package");
  checkShape(commitSchema, candidate.commit, "the commit of the package");
  for (const name of [candidate.name, registry.name]) {
    if (name === request.model) continue;
    throw new UserError(
      `${JSON.stringify(request.model)} is to be promoted; what was found is of ${JSON.stringify(name)}`,
      {
        remedy: "Name the model as its package does.",
      },
    );
  }
}
