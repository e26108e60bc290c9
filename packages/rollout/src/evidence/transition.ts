import type { Move } from "../state/rollout-state.ts";
import type { RolloutPredicate, Standing } from "./predicate.ts";

type Passage = Pick<RolloutPredicate, "move" | "before" | "after" | "steps" | "denial" | "denied" | "on">;

/** Whether a move leads from where the rollout stood to where it stands. */
export function isTransition(passage: Passage): boolean {
  const { move, before, after } = passage;
  return after.revision === before.revision + 1 && PASSAGES[move](passage);
}

const PASSAGES: Readonly<Record<Move, (passage: Passage) => boolean>> = {
  start: ({ before, after, on }) =>
    before.candidate === null &&
    isAt(after, "running", 1) &&
    after.candidate !== null &&
    after.stable !== null &&
    after.candidate !== after.stable &&
    after.stable === (before.stable ?? after.stable) &&
    after.stepStartedOn === on,
  advance: ({ before, after, on }) =>
    isAt(before, "running", before.step) &&
    isAt(after, "running", (before.step ?? 0) + 1) &&
    hasSameVersions(before, after) &&
    after.stepStartedOn === on,
  hold: ({ before, after }) =>
    isAt(before, "running", before.step) &&
    isAt(after, "held", before.step) &&
    hasSameVersions(before, after) &&
    after.stepStartedOn === before.stepStartedOn,
  resume: ({ before, after, on }) =>
    isAt(before, "held", before.step) &&
    isAt(after, "running", before.step) &&
    hasSameVersions(before, after) &&
    after.stepStartedOn === on,
  promote: ({ before, after, steps }) =>
    isAt(before, "running", steps.length) && isAt(after, "complete", null) && after.stable === before.candidate,
  rollback: ({ before, after, denial, denied }) =>
    before.phase !== "idle" &&
    isAt(after, "rolled-back", null) &&
    denial !== null &&
    denial.digest === (before.candidate ?? before.stable) &&
    denied.includes(denial.digest) &&
    after.stable !== null &&
    !denied.includes(after.stable),
  allow: ({ before, after, denial, denied }) =>
    denial !== null &&
    !denied.includes(denial.digest) &&
    isAt(after, before.phase, before.step) &&
    hasSameVersions(before, after),
};

function isAt({ phase, step, candidate }: Standing, wanted: Standing["phase"], position: number | null): boolean {
  const hasStep = phase === "running" || phase === "held";
  return phase === wanted && step === position && hasStep === (step !== null) && hasStep === (candidate !== null);
}

function hasSameVersions(a: Standing, b: Standing): boolean {
  return a.stable === b.stable && a.candidate === b.candidate;
}
