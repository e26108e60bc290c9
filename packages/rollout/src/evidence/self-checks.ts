import { canonicalJson, worstVerdict } from "@airworthy/evidence";
import { hexOf } from "../fields.ts";
import { isCompared } from "../moves/analysis-gate.ts";
import type { Gate } from "../moves/gate.ts";
import type { Move } from "../state/rollout-state.ts";
import type { RolloutPredicate, Standing } from "./predicate.ts";
import { isTransition } from "./transition.ts";

/** What is to hold between the parts of the evidence, so that none exposes more users than its own gates allow. */
export interface SelfCheck {
  readonly message: string;
  holds(predicate: RolloutPredicate): boolean;
}

/** The gates that a move must have come through; the analysis where the plan does not go by time alone. */
const NEEDED: Readonly<Record<Move, readonly Gate["id"][]>> = {
  start: ["not-denied", "flag", "clearance", "window", "freeze", "approvals"],
  resume: ["not-denied", "flag", "clearance", "window", "freeze", "approvals"],
  advance: ["not-denied", "flag", "clearance", "bake", "window", "freeze", "approvals"],
  promote: ["not-denied", "flag", "clearance", "bake"],
  hold: [],
  rollback: [],
  allow: [],
};

export const SELF_CHECKS: readonly SelfCheck[] = [
  {
    message:
      "must pass where it moved or changed nothing, and have the worst verdict of its gates where it was refused",
    holds: ({ effect, verdict, findings }) =>
      verdict === (effect === "refused" ? worstVerdict(findings.map((finding) => finding.verdict)) : "pass"),
  },
  {
    message: "must be refused where a gate does not hold, and only then",
    holds: ({ effect, findings }) => (effect === "refused") === findings.some(({ verdict }) => verdict !== "pass"),
  },
  {
    message: "must have come through the gates of its move",
    holds: (predicate) =>
      predicate.effect !== "moved" || neededOf(predicate).every((gate) => hasPassed(predicate, gate)),
  },
  {
    message: "must end where its move ends",
    holds: (predicate) =>
      predicate.effect === "moved" ? isTransition(predicate) : isSame(predicate.before, predicate.after),
  },
  {
    message: "must have the share of its step",
    holds: ({ before, after, steps, move, effect }) => {
      // Before a start there is no ramp, or another.
      const standings = move === "start" && effect === "moved" ? [after] : [before, after];
      return standings.every((standing) => isOfStep(standing, steps));
    },
  },
  {
    message: "must not advance or be promoted before its step has lasted",
    holds: ({ effect, move, before, steps, on }) => {
      if (effect !== "moved" || !NEEDED[move].includes("bake")) return true;
      const seconds = steps[(before.step ?? 0) - 1]?.bakeSeconds ?? Number.POSITIVE_INFINITY;
      return Date.parse(on) >= Date.parse(before.stepStartedOn ?? "") + seconds * 1_000;
    },
  },
  {
    message: "must rest on a look at its own step that says so",
    holds: (predicate) => !needsAnalysis(predicate) || isOwnLook(predicate),
  },
  {
    message: "must not expose what is denied",
    holds: ({ effect, move, after, denied }) =>
      effect !== "moved" || NEEDED[move].length === 0 || !denied.includes(after.candidate ?? after.stable ?? ""),
  },
  {
    message: "must be about the version that its move is about",
    holds: ({ effect, move, after, candidate }) =>
      effect !== "moved" || move === "allow" || hexOf(after.candidate ?? after.stable ?? "") === candidate.sha256,
  },
];

function neededOf(predicate: RolloutPredicate): readonly Gate["id"][] {
  return [...NEEDED[predicate.move], ...(needsAnalysis(predicate) ? (["analysis"] as const) : [])];
}

function needsAnalysis({ effect, move, advanceOn, before, steps }: RolloutPredicate): boolean {
  const step = steps[(before.step ?? 0) - 1];
  const isLookedAt = advanceOn === "analysis" && (step === undefined || isCompared(step));
  return effect === "moved" && (move === "advance" || move === "promote") && isLookedAt;
}

function hasPassed({ findings }: RolloutPredicate, id: Gate["id"]): boolean {
  return findings.some(({ gate, verdict }) => gate === id && verdict === "pass");
}

function isOwnLook({ analysis, rollout, before, move, on }: RolloutPredicate): boolean {
  if (analysis === null || before.stepStartedOn === null) return false;
  const { decision, madeOn } = analysis;
  const isOwn =
    analysis.rollout === rollout.id && analysis.candidate === before.candidate && analysis.position === before.step;
  const isOfStep = Date.parse(before.stepStartedOn) <= Date.parse(madeOn) && Date.parse(madeOn) <= Date.parse(on);
  return isOwn && isOfStep && (decision === "promote" || decision === move);
}

function isOfStep({ step, share, segment }: Standing, steps: RolloutPredicate["steps"]): boolean {
  if (step === null) return share === 0 && segment === null;
  const own = steps[step - 1];
  return own !== undefined && own.share === share && own.segment === segment;
}

function isSame(a: Standing, b: Standing): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
