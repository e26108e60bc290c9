import { UserError } from "@airworthy/evidence";
import { reassign } from "../slots/reassign.ts";
import { type Experiment, MOST_ALLOCATIONS } from "../state/experiment.ts";

/** An experiment's arms and the slots that each is to have. */
export interface Split {
  readonly arms: Experiment["arms"];
  readonly slots: readonly number[];
}

/**
 * The experiment with its slots given out anew, from now on: as few users as can be change arms, and the split is kept with its
 * time. Throws a UserError where an arm would get no slot, or splits were too many.
 */
export function splitAnew(experiment: Experiment, { arms, slots }: Split, now: string): Experiment {
  const named = arms.map((arm, index) => ({ ...arm, slots: slots[index] ?? 0 }));
  const empty = named.find((arm) => arm.slots === 0);
  if (empty !== undefined) throw new UserError(`the arm ${empty.name} would be left without users`);
  const { allocations } = experiment;
  if (allocations.length >= MOST_ALLOCATIONS) {
    throw new UserError(
      `the experiment ${experiment.name} was split ${allocations.length} times; that is as often as can be`,
      {
        remedy: "Stop it, and start it anew.",
      },
    );
  }
  return {
    ...experiment,
    revision: experiment.revision + 1,
    arms,
    runs: reassign(experiment.runs, named),
    allocations: [...allocations, { since: laterOf(now, allocations.at(-1)?.since ?? now), arms: named }],
  };
}

/** A clock that was put back does not stop an arm from being dropped. */
function laterOf(now: string, before: string): string {
  return Date.parse(now) < Date.parse(before) ? before : now;
}
