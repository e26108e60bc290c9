import type { ComparedStep } from "@airworthy/canary";
import { UserError } from "@airworthy/evidence";
import { isCompared, type RolloutEntry, readLog, type Step, type Underway } from "@airworthy/rollout";

/** The step whose users are compared, and when it ended; null where it goes on. */
export interface LookedAt extends ComparedStep {
  readonly segment: string | null;
  readonly endedOn: string | null;
  /** Segments that have more of the candidate than the step gives to everybody: their users are no part of the split. */
  readonly excluded: readonly string[];
}

/**
 * The step that is going on, or at the last, where nobody has the stable version, the one before. Null where the step tries
 * the candidate on all of a segment: it has nothing to compare with. Throws a UserError where no step before the last has
 * both versions, or the log, which is of this rollout alone, does not say when it was.
 */
export function stepToLookAt(state: Underway, log: readonly RolloutEntry[]): LookedAt | null {
  const { steps } = state.ramp;
  const current = stepAt(steps, state.step);
  if (!isCompared(current)) return null;
  if (current.share < 1) return lookedAt(steps, state.step, state.stepStartedOn, null);
  const position = state.step - 1;
  const before = steps[position - 1];
  if (before === undefined || before.share === 1) {
    throw new UserError(`the ramp of ${state.name} has no step with both versions: there is nothing to compare`, {
      remedy: "Give it a step of less than 100% of everybody before the last.",
    });
  }
  const startedOn = log.findLast((entry) => begins(entry, position))?.on;
  // The last step may have been resumed since: what came in between is of one version.
  const endedOn = log.find((entry) => begins(entry, state.step))?.on ?? state.stepStartedOn;
  if (startedOn !== undefined) return lookedAt(steps, position, startedOn, endedOn);
  throw new UserError(`the audit log does not say when step ${position} of ${state.name}-${state.number} began`);
}

/** The entries of one rollout, oldest first; lines that are none are left to verify-audit. */
export function entriesOf(text: string | null, { name, number }: Pick<Underway, "name" | "number">): RolloutEntry[] {
  const lines = text === null ? [] : readLog(text).lines;
  return lines.flatMap(({ entry }) =>
    entry !== null && "rollout" in entry && entry.rollout.name === name && entry.rollout.number === number
      ? [entry]
      : [],
  );
}

function lookedAt(steps: readonly Step[], position: number, startedOn: string, endedOn: string | null): LookedAt {
  const { share, segment } = stepAt(steps, position);
  const earlier = steps.slice(0, position - 1);
  const excluded = earlier.filter((step) => step.segment !== segment && step.segment !== null);
  return {
    position,
    share,
    startedOn,
    segment,
    endedOn,
    excluded: [...new Set(excluded.flatMap((step) => step.segment ?? []))],
  };
}

/** Whether a step began with a move, or lasted anew after a hold. */
function begins({ move, after }: RolloutEntry, position: number): boolean {
  return ["start", "advance", "resume"].includes(move) && after.step === position;
}

function stepAt(steps: readonly Step[], position: number): Step {
  const step = steps[position - 1];
  if (step === undefined) throw new UserError(`the ramp has no step ${position}; it has ${steps.length}`);
  return step;
}
