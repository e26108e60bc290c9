import type { RolloutPlan } from "../plan/plan.ts";
import type { Step } from "../plan/ramp.ts";
import { rolloutId, type Underway } from "../state/rollout-state.ts";
import { durationInWords, timeInWords } from "../words/plain.ts";
import type { AnalysisFact, Facts } from "./facts.ts";
import { failed, type Gate, open, passed } from "./gate.ts";

/**
 * That the canary's latest look says to go on: a look at this rollout, this candidate and this step, made since the step
 * began and not long ago, at every guardrail. So none counts twice: by going on, the step is another. None where the plan
 * or the step goes by time alone, unless a look at this step says something else, however old it is.
 */
export function analysisGates(state: Underway, move: "advance" | "promote", plan: RolloutPlan, facts: Facts): Gate[] {
  const { analysis } = facts;
  const other = analysis === null ? NO_ANALYSIS : otherOf(analysis, state);
  const isByTime = plan.advanceOn === "bake" || !isCompared(currentStep(state));
  if (analysis === null || other !== null) return isByTime ? [] : [open("analysis", ...(other ?? NO_ANALYSIS))];
  const lack = isByTime ? null : lackOf(analysis, state, plan, facts.now);
  return [lack === null ? decisionGate(analysis, move) : open("analysis", ...lack)];
}

/** Whether a step has anybody to compare with. All of a segment has not: it tries the candidate, and proves nothing. */
export function isCompared({ segment, share }: Pick<Step, "segment" | "share">): boolean {
  return segment === null || share < 1;
}

function currentStep({ ramp, step }: Underway): Pick<Step, "segment" | "share"> {
  return ramp.steps[step - 1] ?? { segment: null, share: 1 };
}

const NO_ANALYSIS = ["no-analysis", "nobody has looked at this step"] as const;

type Mismatch = readonly [reasonCode: string, message: string];

/** Why a look says nothing of the step that is going on. */
function otherOf({ rollout, candidate, position, madeOn }: AnalysisFact, state: Underway): Mismatch | null {
  if (rollout !== rolloutId(state)) return ["other-rollout", `the look is at another rollout, ${rollout}`];
  if (candidate !== state.candidate.digest) return ["other-candidate", "the look is at another candidate"];
  if (position !== state.step) return ["other-step", `the look is at step ${position}, not at step ${state.step}`];
  if (Date.parse(madeOn) >= Date.parse(state.stepStartedOn)) return null;
  return ["before-the-step", "the look was made before the step began"];
}

/** Why a look at this step does not say enough. */
function lackOf(
  { madeOn, guarded }: AnalysisFact,
  { guardrails }: Underway,
  plan: RolloutPlan,
  now: string,
): Mismatch | null {
  const unguarded = guardrails.filter((name) => !guarded.includes(name));
  if (unguarded.length > 0) return ["no-guardrail", `the look held no margin of ${unguarded.join(", ")}`];
  const age = (Date.parse(now) - Date.parse(madeOn)) / 1_000;
  if (!(age >= 0)) return ["from-the-future", `the look was made on ${timeInWords(madeOn)}, which is yet to come`];
  if (age <= plan.analysisFreshSeconds) return null;
  const fresh = durationInWords(plan.analysisFreshSeconds);
  return ["stale", `the look was made on ${timeInWords(madeOn)}; it may be ${fresh} old`];
}

function decisionGate({ rollout, decision, madeOn }: AnalysisFact, move: "advance" | "promote"): Gate {
  const when = timeInWords(madeOn);
  if (decision === "promote" || decision === move)
    return passed("analysis", decision, `the look of ${when} says ${decision}`);
  if (decision === "rollback") {
    const command = `npx airworthy manage-rollout --move rollback --rollout ${rollout}`;
    return failed("analysis", "says-rollback", `the look of ${when} says to roll back`, command);
  }
  const code = decision === "inconclusive" ? "undecided" : `says-${decision}`;
  const words = decision === "inconclusive" ? "cannot tell yet" : `says ${decision}`;
  return open("analysis", code, `the look of ${when} ${words}`);
}
