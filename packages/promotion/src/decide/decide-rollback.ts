import { checkShape, UserError } from "@airworthy/evidence";
import { instantSchema, type Version } from "../fields.ts";
import { type PromotionPolicy, type Stage, stageNamed } from "../policy/policy.ts";
import { entryOf, type RegistryEvent, type StageEntry } from "../records/registry.ts";
import { problemOfRecord, tagsFor } from "../records/tags-for.ts";
import { versionInWords } from "../words/plain.ts";
import { undoGate } from "./actor-gate.ts";
import { ownWordsGate } from "./command-gate.ts";
import { denialOf } from "./denial.ts";
import type { BasicFacts, Denied } from "./facts.ts";
import { allHold } from "./gate.ts";
import { handledBefore, versionAt } from "./handled.ts";
import type { RollbackOutcome, RolledBack } from "./outcome.ts";
import type { RollbackRequest } from "./request.ts";

/** The tags know of nothing to go back from or to. */
export class NoEarlierVersion extends UserError {}

/** All that a rollback is decided from. */
export interface RollbackSituation {
  readonly request: RollbackRequest;
  readonly policy: PromotionPolicy;
  readonly facts: BasicFacts;
}

/**
 * What becomes of a rollback: a stage has an earlier version again, and what it had is denied. It needs somebody who may write
 * or approve and their own words, and waits for nothing: no evidence, approval, window or confirmation. Without a version it
 * is not repeated: two people who ask at the same time go back once. Throws NoEarlierVersion where there is nothing to go back from or to.
 */
export function decideRollback({ request, policy, facts }: RollbackSituation): RollbackOutcome {
  checkShape(instantSchema, facts.now, "the time of the rollback");
  const { entry, stage } = stageOf(request, policy, facts);
  const present = versionAt(entry);
  const unchanged = (why: string): RollbackOutcome => ({
    effect: "unchanged",
    stage: stage.name,
    version: present,
    why,
  });
  const handled = handledBefore(request.id, facts);
  if (handled !== null) return unchanged(handled);
  if (request.to === null && entry.move === "rollback") {
    return unchanged(
      `it was rolled back already, to ${entry.version ?? entry.commit}: name a version to go back further`,
    );
  }
  if (request.to !== null && request.to === entry.version) return unchanged(`${stage.name} has this version already`);
  const gates = [ownWordsGate(facts), undoGate(facts.actor, stage)];
  if (!allHold(gates)) return { effect: "refused", stage: stage.name, gates, evidence: [], approvals: [] };
  const denial = denialFor(present, request, facts);
  const target = targetOf(request, entry, denial, facts);
  return { ...rolledBack(request, stage, target, facts), before: present, gates, denial, rollout: stage.rollout };
}

interface Target extends Version {
  readonly commit: string;
}

/** The stage that is meant, and what it has. */
function stageOf(
  { stage, model }: RollbackRequest,
  policy: PromotionPolicy,
  { registry }: BasicFacts,
): { stage: Stage; entry: StageEntry } {
  const stages = stage === null ? policy.stages.toReversed() : [stageNamed(policy, stage)];
  for (const one of stages) {
    const entry = entryOf(registry, one.name);
    if (entry !== null) return { stage: one, entry };
  }
  throw new NoEarlierVersion(
    `No version of ${JSON.stringify(model)} is in ${stage ?? "any stage"}: there is nothing to go back from`,
  );
}

function denialFor(
  present: Version | null,
  { reason }: RollbackRequest,
  { actor, now, denied }: BasicFacts,
): Denied | null {
  if (present === null) return null;
  return denialOf(denied, present.digest) ?? { digest: present.digest, by: actor.login, on: now, reason };
}

/** The last version that the stage had before and that nobody went back from; or the one that was named. */
function targetOf(
  { to }: RollbackRequest,
  { commit: present, stage }: StageEntry,
  denial: Denied | null,
  { registry, denied }: BasicFacts,
): Target {
  const all = denial === null ? denied : [...denied, denial];
  const before = registry.history.filter((event) => event.event === "assignment" && event.stage === stage);
  const targets = before
    .flatMap((event) => targetIn(event))
    .filter(({ commit }) => commit !== present)
    .filter(({ commit, ...version }) => problemOfRecord(registry, { version, commit, stage }) === null);
  const good = targets.filter(({ digest }) => denialOf(all, digest) === undefined);
  const target = good.findLast(({ version }) => to === null || version === to);
  if (target !== undefined) return target;
  const allowed = [...new Set(good.map(versionInWords))].join(", ");
  throw new NoEarlierVersion(`There is no version ${to === null ? "" : `${to} `}that ${stage} can go back to`, {
    remedy:
      allowed === ""
        ? "Every one before is denied or bound to no package, or there was none: lift a denial by manage-rollout's move allow."
        : `${allowed} can be gone back to.`,
  });
}

function targetIn({ binding, version, commit }: RegistryEvent): readonly Target[] {
  return binding === null || version === null ? [] : [{ digest: binding.digest, version, commit }];
}

function rolledBack(
  { id, reason }: RollbackRequest,
  { name: stage }: Stage,
  { commit, ...version }: Target,
  { registry, actor, now }: BasicFacts,
): Pick<RolledBack, "effect" | "stage" | "version" | "commit" | "tags"> {
  const change = { stage, version, commit, move: "rollback", by: actor.login, on: now, request: id, reason } as const;
  return { effect: "rolled-back", stage, version, commit, tags: tagsFor(registry, { ...change, evidence: [] }) };
}
