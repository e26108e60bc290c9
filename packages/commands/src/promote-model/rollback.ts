import { UserError } from "@airworthy/evidence";
import {
  createRollback,
  decideRollback,
  type RollbackOutcome,
  type RollbackRequest,
  type RollbackSituation,
  type RolledBack,
  stageNamed,
} from "@airworthy/promotion";
import { TOOL } from "@airworthy/runtime";
import { orWithout } from "../manage-rollout/stops.ts";
import type { Asked } from "./asked.ts";
import type { Change } from "./change.ts";
import { completeBefore, completeStanding } from "./complete.ts";
import { gatherBasic } from "./gather.ts";
import type { Place } from "./place.ts";
import type { Done } from "./promote.ts";
import { keepRecords } from "./records/keep-records.ts";
import { followChange } from "./records/rollout.ts";
import { writeTags } from "./write-tags.ts";

/** What tags and log take; nobody who is in a hurry counts characters. */
const LONGEST_REASON = 1_000;
/** Others may change the same model's tags meanwhile; a rollback is tried until it is through. */
const MOST_ROUNDS = 10;

/**
 * Decides a rollback and carries it out at once: users first, by the stage's rollout, then the tags. No lock is waited for,
 * since git makes each tag only once. Throws a UserError where there is nothing to go back from or to, and what GitHub throws.
 */
export async function rollback(wanted: RollbackRequest, asked: Asked, place: Place): Promise<Done> {
  const startedOn = place.ports.now().toISOString();
  const request = { ...wanted, reason: wanted.reason.slice(0, LONGEST_REASON) };
  const before = await completeBefore(request, asked, place);
  if (before !== null) return before;
  const { situation, outcome, policyFile } = await untilMade(request, asked, place);
  const standing = outcome.effect === "unchanged" ? await completeStanding(request, outcome, asked, place) : null;
  const run = { inputs: [policyFile], tool: TOOL, startedOn, finishedOn: place.ports.now().toISOString() };
  const statement = createRollback(situation, outcome, run);
  const change = outcome.effect === "rolled-back" ? changeOf(situation, outcome, asked) : null;
  const kept = change === null ? (standing?.kept ?? []) : await keepRecords(change, place);
  return { model: request.model, outcome, statement, kept, policyFile };
}

interface Looked {
  readonly situation: RollbackSituation;
  readonly outcome: RollbackOutcome;
  readonly policyFile: Done["policyFile"];
}

async function untilMade(request: RollbackRequest, asked: Asked, place: Place): Promise<Looked> {
  let meant: string | null = null;
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const { read, facts } = await gatherBasic(asked, request.model, place, request.move);
    const situation = { request, policy: read.policy, facts };
    const outcome = decideRollback(situation);
    const looked = { situation, outcome, policyFile: read.file };
    if (outcome.effect !== "rolled-back") return looked;
    const present = outcome.before?.digest ?? "";
    if (meant !== null && meant !== present) throw otherSince(outcome, request);
    if (meant === null) await takeUsersBack(changeOf(situation, outcome, asked), place);
    meant = present;
    if (await writeTags(outcome.tags, place)) return looked;
  }
  throw new UserError(`The tags of ${request.model} were changed ${MOST_ROUNDS} times while it was gone back`, {
    remedy: "Ask again.",
  });
}

/** What was to be taken back is gone, and nobody said that of what came instead: the one before that could be the bad one. */
function otherSince({ stage, before }: RolledBack, { model }: RollbackRequest): UserError {
  const now = before?.version ?? before?.digest ?? "another version";
  return new UserError(`${stage} of ${model} got ${now} while it was gone back: that was left as it is`, {
    remedy: `Ask again if ${now} is to be taken back too, and name the version that is known to be good.`,
  });
}

/** What fails here is tried again, and told of, with the other records. */
async function takeUsersBack(change: Change, place: Place): Promise<void> {
  await orWithout(
    () => followChange(change, place),
    null,
    () => {},
  );
}

function changeOf({ request, policy, facts }: RollbackSituation, outcome: RolledBack, { pullRequest }: Asked): Change {
  const stage = stageNamed(policy, outcome.stage);
  const { version, commit, before, denial, tags } = outcome;
  return {
    move: "rollback",
    model: request.model,
    stage,
    isLastStage: stage === policy.stages.at(-1),
    version,
    commit,
    before,
    by: facts.actor.login,
    on: facts.now,
    request: request.id,
    reason: request.reason,
    evidence: [],
    facts: null,
    denial,
    tags: tags.map(({ name }) => name),
    pullRequest,
  };
}
