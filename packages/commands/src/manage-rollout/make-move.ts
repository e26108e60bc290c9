import { type Pause, type TextState, untilWritten } from "@airworthy/refs";
import {
  type AuditEntry,
  decideMove,
  FLAGS_FILE,
  type LogAnchor,
  type Moved,
  type MoveRequest,
  type Outcome,
  type RolloutDraft,
  reasonOf,
  rolloutId,
  type Situation,
  sideOf,
  writeFlag,
} from "@airworthy/rollout";
import { commitMessage, titleDigest } from "./commit-message.ts";
import { type FlagFiles, findRollout, flagIn, readFlagFiles } from "./flag-files.ts";
import type { Gathered } from "./gather-facts.ts";
import type { RolloutPolicy } from "./read-policy.ts";
import { refuseEdited } from "./refuse-edited.ts";
import { isStop } from "./stops.ts";
import { type Logged, type LoggedWriter, type OpenedFiles, writeLogged } from "./write-logged.ts";

/** A move that was asked for, and what it takes to make it. */
export interface Mover extends Omit<LoggedWriter, "isStop"> {
  readonly rollout: string;
  readonly request: MoveRequest;
  readonly by: AuditEntry["by"];
  readonly pullRequest: number | null;
  readonly pause: Pause;
  now(): string;
  policy(state: TextState): Promise<RolloutPolicy>;
  gather(situation: Pick<Situation, "request" | "state">, policy: RolloutPolicy): Promise<Gathered>;
}

/** What became of a move. */
export interface Made {
  readonly situation: Situation;
  readonly outcome: Outcome;
  /** The log as the move left it; null where nothing was written. */
  readonly log: LogAnchor | null;
  /** Where it was written: a commit's SHA, a pull request's address, or the SHA-256 of what files were written. */
  readonly place: string | null;
}

/**
 * Decides a move by the files as they stand, and writes flag, state and log together; where somebody wrote meanwhile, all
 * of it anew. Throws a UserError for a move that is not possible, and what the store throws.
 */
export function makeMove(mover: Mover): Promise<Made> {
  const { place, request, rollout, by, pause } = mover;
  const waitsBy = [rollout, request.move, by.actor, by.run ?? mover.now()].join(" ");
  return untilWritten(() => attempt(mover), { what: place.store.ref, waitsBy, pause });
}

async function attempt(mover: Mover): Promise<Made | null> {
  const { place, request } = mover;
  const store = await place.store.open();
  const withoutLog = (why: string) => mover.warn(`The move is not in the log: ${why}`);
  const files = await readFlagFiles(store, place, isStop(request.move) ? withoutLog : null);
  const policy = await mover.policy(store);
  const state = findRollout(files.rollouts, mover.rollout, policy.plans);
  const plan = policy.plans.get(state.name) ?? null;
  const gathered = await mover.gather({ request, state }, policy);
  const flag = flagIn(files, plan !== null && state.number === 0 ? plan.flag : state.flag, place);
  const facts = { ...gathered, now: mover.now(), actor: mover.by.actor, isByHand: mover.by.via === "cli", plan, flag };
  const situation: Situation = { state, denied: files.rollouts.denied, request, facts };
  const outcome = decideMove(situation);
  if (outcome.effect !== "moved") return { situation, outcome, log: null, place: null };
  const written = await write(mover, { store, files }, situation, outcome);
  return written === null ? null : { situation, outcome, ...written };
}

async function write(mover: Mover, opened: OpenedFiles, situation: Situation, outcome: Moved): Promise<Logged | null> {
  const { files } = opened;
  const { state, denied, flag } = outcome;
  const stops = isStop(mover.request.move);
  const draft = draftOf(mover, files, situation, outcome);
  if (files.audit !== null && !stops) refuseEdited(files.audit, draft, situation.denied);
  return await writeLogged({ ...mover, isStop: stops }, opened, {
    draft,
    next: { rollouts: new Map([...files.rollouts.rollouts, [state.name, state]]), denied },
    flags: flag === null ? null : writeFlag(files.flags, state.flag, flag, mover.place.pathOf(FLAGS_FILE)),
    message: (length) => messageOf(situation, outcome, length),
  });
}

function draftOf(
  { by, pullRequest, place }: Mover,
  files: FlagFiles,
  { state, denied, request, facts }: Situation,
  outcome: Moved,
): RolloutDraft {
  const { state: after, flag } = outcome;
  const gone = outcome.denied.find(({ digest }) => denied.every((denial) => denial.digest !== digest));
  const evidence = [
    ...(facts.clearance?.evidence ?? []),
    ...(facts.analysis === null ? [] : [facts.analysis.evidence]),
  ];
  const before = {
    state: files.rollouts.rollouts.get(state.name) ?? null,
    denied,
    flag: flagIn(files, after.flag, place) ?? null,
  };
  return {
    rollout: { name: after.name, number: after.number },
    flag: after.flag,
    move: request.move,
    on: facts.now,
    by,
    why: reasonOf(request),
    pullRequest,
    candidate: after.candidate?.digest ?? null,
    stable: after.stable?.digest ?? null,
    before: sideOf(before),
    after: sideOf({ state: after, denied: outcome.denied, flag: flag ?? before.flag }),
    denied: gone?.digest ?? null,
    allowed: request.move === "allow" ? request.digest : null,
    evidence: [...new Map(evidence.map((ref) => [ref.sha256, ref])).values()],
    request: request.id,
  };
}

/** The title tells one move from every other of the folder, and its digest: a pull request's branch is named after it. */
function messageOf({ request, facts }: Situation, { state }: Moved, length: number): string {
  const digest = request.move === "allow" ? request.digest : (state.candidate ?? state.stable)?.digest;
  return commitMessage({
    title: `Rollout ${rolloutId(state)}: ${request.move} (move ${length}, ${titleDigest(digest)})`,
    why: reasonOf(request),
    actor: facts.actor,
    evidence: [...(facts.clearance?.evidence ?? [])],
  });
}
