import {
  createStatement,
  type InputFile,
  type Statement,
  subjectOf,
  type VersionRef,
  worstVerdict,
} from "@airworthy/evidence";
import { hexOf, MOST_TEXT_CHARACTERS, type Version } from "../fields.ts";
import type { Facts } from "../moves/facts.ts";
import type { Gate } from "../moves/gate.ts";
import type { Outcome, Situation } from "../moves/outcome.ts";
import { reasonOf } from "../moves/request.ts";
import { type Denial, denialOf } from "../state/denial.ts";
import { isUnderway, type RolloutState, rolloutId } from "../state/rollout-state.ts";
import type { LogAnchor } from "../state/rollouts-file.ts";
import { headlineOf, nextOf } from "../words/headline.ts";
import { shortened } from "../words/plain.ts";
import { parseRollout, ROLLOUT_TYPE, type RolloutFinding, type RolloutPredicate, type Standing } from "./predicate.ts";

/** As packages are called that say no name: "sha256:" and twelve digits. */
const SHORT_DIGEST = "sha256:".length + 12;

/** What the evidence says of the run that made it. */
export interface RolloutRun {
  readonly inputs: readonly InputFile[];
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedOn: string;
  readonly finishedOn: string;
  /** The audit log after the move; null where none was written. */
  readonly log: LogAnchor | null;
}

/**
 * The evidence of a move: one that moved, one that changed nothing, and one that was refused. Throws a UserError where its
 * parts contradict each other: no statement is made that would not be read.
 */
export function createRollout(situation: Situation, outcome: Outcome, run: RolloutRun): Statement<RolloutPredicate> {
  const { state, request, facts } = situation;
  const { log, inputs, ...rest } = run;
  const after = outcome.effect === "moved" ? outcome.state : state;
  const denied = outcome.effect === "moved" ? outcome.denied : situation.denied;
  const gates = outcome.effect === "unchanged" ? [] : outcome.gates;
  const decided = {
    rollout: { id: rolloutId(after), name: after.name, flag: after.flag, model: after.model },
    move: request.move,
    effect: outcome.effect,
    on: facts.now,
    by: facts.actor,
    why: outcome.effect === "unchanged" ? outcome.why : (reasonOf(request) ?? ""),
    request: request.id,
    ...versionsOf(situation, after),
    before: standingOf(state),
    after: standingOf(after),
    steps: [...((after.ramp ?? state.ramp)?.steps ?? [])],
    advanceOn: facts.plan?.advanceOn ?? "analysis",
    findings: gates.map(findingOf),
    analysis: analysisOf(facts),
    clearance: [...(facts.clearance?.evidence ?? [])],
    denial: denialAbout(situation, outcome),
    denied: denied.map(({ digest }) => digest),
    next: nextOf(after, facts.plan),
    log,
  } satisfies Partial<RolloutPredicate>;
  const verdict = outcome.effect === "refused" ? worstVerdict(gates.map((gate) => gate.verdict)) : "pass";
  const predicate: RolloutPredicate = {
    ...decided,
    verdict,
    reasonCode: reasonCodeOf(outcome, gates),
    headline: shortened(headlineOf(decided), MOST_TEXT_CHARACTERS),
    ...rest,
    inputs: [...inputs],
    seed: null,
    volatile: ["startedOn", "finishedOn"],
  };
  const statement = createStatement(subjectOf(predicate.candidate), ROLLOUT_TYPE, predicate);
  parseRollout({ ...statement, predicate: { ...predicate } });
  return statement;
}

/** Where a rollout stands, as evidence and the audit log have it. */
export function standingOf(state: RolloutState): Standing {
  const step = state.ramp?.steps[(state.step ?? 0) - 1];
  return {
    revision: state.revision,
    phase: state.phase,
    step: state.step,
    share: step?.share ?? 0,
    segment: step?.segment ?? null,
    stepStartedOn: state.stepStartedOn,
    stable: state.stable?.digest ?? null,
    candidate: state.candidate?.digest ?? null,
  };
}

/** What the move is about, and what it is held against. */
function versionsOf(
  { request, denied, state }: Situation,
  after: RolloutState,
): { candidate: VersionRef; baseline: VersionRef | null } {
  const present = after.candidate ?? after.stable;
  const about =
    request.move === "start" && !isUnderway(after)
      ? request.candidate
      : request.move === "allow"
        ? { digest: request.digest, version: denialOf(denied, request.digest)?.version ?? null }
        : present;
  if (about === null) throw new TypeError(`a ${request.move} is about no version`);
  const gone = request.move === "rollback" ? (state.candidate ?? state.stable) : after.stable;
  const ref = ({ version, digest }: Version): VersionRef => ({
    // Without a number the name would be that of every version.
    name: version === null ? digest.slice(0, SHORT_DIGEST) : after.model,
    version,
    sha256: hexOf(digest),
    digestOf: "package",
  });
  return { candidate: ref(about), baseline: gone === null || gone.digest === about.digest ? null : ref(gone) };
}

function findingOf(gate: Gate, index: number, gates: readonly Gate[]): RolloutFinding {
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

function analysisOf({ analysis }: Facts): RolloutPredicate["analysis"] {
  if (analysis === null) return null;
  const { guarded, ...look } = analysis;
  return look;
}

/** The denial that the move rests on, or that it lifted. */
function denialAbout({ state, denied, request }: Situation, outcome: Outcome): Denial | null {
  if (outcome.effect !== "moved") return null;
  if (request.move === "allow") return denialOf(denied, request.digest) ?? null;
  const gone = request.move === "rollback" ? (state.candidate ?? state.stable) : null;
  return gone === null ? null : (denialOf(outcome.denied, gone.digest) ?? null);
}

function reasonCodeOf(outcome: Outcome, gates: readonly Gate[]): string {
  if (outcome.effect !== "refused") return outcome.effect;
  const verdict = worstVerdict(gates.map((gate) => gate.verdict));
  return gates.find((gate) => gate.verdict === verdict)?.reasonCode ?? "refused";
}
