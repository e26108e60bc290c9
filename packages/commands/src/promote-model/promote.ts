import type { Statement } from "@airworthy/evidence";
import {
  createPromotion,
  decidePromotion,
  type Promoted,
  type PromotionOutcome,
  type PromotionPredicate,
  type PromotionRequest,
  type PromotionSituation,
  type RollbackOutcome,
  stageNamed,
} from "@airworthy/promotion";
import { TOOL } from "@airworthy/runtime";
import type { Asked } from "./asked.ts";
import type { Change, Kept } from "./change.ts";
import { completeBefore, completeStanding } from "./complete.ts";
import { type Finder, gatherPromotion, rememberingFinder } from "./gather.ts";
import { withLock } from "./lock.ts";
import type { Place } from "./place.ts";
import { keepRecords } from "./records/keep-records.ts";
import { checkMlflowNames } from "./records/mlflow-alias.ts";
import { writeTags } from "./write-tags.ts";

/** What became of a promotion or a rollback. */
export interface Done {
  readonly model: string;
  readonly outcome: PromotionOutcome | RollbackOutcome;
  /** Null where nothing changed that evidence could speak of. */
  readonly statement: Statement<PromotionPredicate> | null;
  readonly kept: readonly Kept[];
  /** The policy that it was decided by. */
  readonly policyFile: { readonly name: string; readonly sha256: string };
}

/** Somebody else changed the same model's tags so often while this was decided. */
const MOST_ROUNDS = 5;

/**
 * Decides a promotion and carries it out: looked at once without the lock, so that a refusal writes nothing, and once more
 * with it just before the tags are made. A request that was carried out before has its missing records written. Throws a
 * UserError for what cannot be decided, and what GitHub throws.
 */
export async function promote(request: PromotionRequest, asked: Asked, place: Place): Promise<Done> {
  const startedOn = place.ports.now().toISOString();
  const before = await completeBefore(request, asked, place);
  if (before !== null) return before;
  checkMlflowNames(request.model, request.stage, place);
  const find = rememberingFinder(request, place);
  // As if the lock were ours: whether it is, is asked when everything else holds.
  const first = await look(request, { asked, find, lock: request.id }, place);
  const { situation, outcome, policyFile } =
    first.outcome.effect === "promoted"
      ? await withLock(request, place, (lock) => write(request, { asked, find, lock }, place))
      : first;
  const standing = outcome.effect === "unchanged" ? await completeStanding(request, outcome, asked, place) : null;
  const run = { inputs: [policyFile], tool: TOOL, startedOn, finishedOn: place.ports.now().toISOString() };
  const statement = createPromotion(situation, outcome, run);
  const change = outcome.effect === "promoted" ? changeOf(situation, outcome, asked) : null;
  const kept = change === null ? (standing?.kept ?? []) : await keepRecords(change, place);
  return { model: request.model, outcome, statement, kept, policyFile };
}

interface Way {
  readonly asked: Asked;
  readonly find: Finder;
  readonly lock: string | null;
}

interface Looked {
  readonly situation: PromotionSituation;
  readonly outcome: PromotionOutcome;
  readonly policyFile: Done["policyFile"];
}

async function look(request: PromotionRequest, way: Way, place: Place): Promise<Looked> {
  const { read, facts } = await gatherPromotion(request, way, place);
  const situation = { request, policy: read.policy, facts };
  return { situation, outcome: decidePromotion(situation), policyFile: read.file };
}

/** The second look and the tags; where somebody took their names meanwhile, another look. */
async function write(request: PromotionRequest, way: Way, place: Place): Promise<Looked> {
  let looked = await look(request, way, place);
  for (let round = 1; looked.outcome.effect === "promoted" && round < MOST_ROUNDS; round++) {
    if (await writeTags(looked.outcome.tags, place)) return looked;
    looked = await look(request, way, place);
  }
  if (looked.outcome.effect !== "promoted") return looked;
  if (await writeTags(looked.outcome.tags, place)) return looked;
  return await look(request, { ...way, lock: null }, place);
}

function changeOf({ request, policy, facts }: PromotionSituation, outcome: Promoted, { pullRequest }: Asked): Change {
  const stage = stageNamed(policy, outcome.stage);
  const { version, commit, before, evidence, tags } = outcome;
  return {
    move: "promote",
    model: request.model,
    stage,
    isLastStage: stage === policy.stages.at(-1),
    version,
    commit,
    before,
    by: facts.actor.login,
    on: facts.now,
    request: request.id,
    reason: "",
    evidence,
    facts,
    denial: null,
    tags: tags.map(({ name }) => name),
    pullRequest,
  };
}
