import { UserError } from "@airworthy/evidence";
import type { Plan } from "../plan/plan.ts";
import { apportion } from "../slots/apportion.ts";
import { layOut } from "../slots/reassign.ts";
import { SLOTS } from "../slots/slots.ts";
import type { Experiment } from "../state/experiment.ts";
import { runningOf } from "../state/experiments-file.ts";
import { findRoom, type Range, sizeOf } from "../state/ranges.ts";
import { armSalt } from "../state/salts.ts";

/**
 * An experiment as its plan has it, before anybody is exposed: a new one, or the next after one that was stopped. Throws a UserError
 * where the namespace has no room, the holdout is not that of the others, the flag is another's, or an arm would get no slot.
 */
export function draftExperiment(plan: Plan, experiments: readonly Experiment[]): Experiment {
  const before = experiments.find(({ name }) => name === plan.name);
  const others = runningOf(experiments).filter(({ name }) => name !== plan.name);
  checkOthers(plan, others);
  const number = before === undefined ? 1 : before.number + (before.phase === "stopped" ? 1 : 0);
  const { name, flag, namespace, holdout, seed, floor, metric } = plan;
  const arms = plan.arms.map((arm) => ({ name: arm.name, digest: arm.digest }));
  const slots = apportion(
    plan.arms.map(({ weight }) => weight),
    SLOTS,
  );
  const empty = arms.find((_, index) => slots[index] === 0);
  if (empty !== undefined) throw new UserError(`the arm ${empty.name} has so small a weight that nobody would get it`);
  return {
    name,
    number,
    revision: (before?.revision ?? 0) + 1,
    phase: "balanced",
    flag,
    namespace,
    ranges: roomFor(plan, others),
    holdout,
    seed,
    salt: armSalt({ name, number, seed }, 0),
    floor,
    metric,
    arms,
    runs: layOut(arms.map((arm, index) => ({ name: arm.name, slots: slots[index] ?? 0 }))),
    allocations: [],
    former: null,
    startedOn: null,
    stoppedOn: null,
  };
}

/** Why an experiment is not of the plan any more, as words that follow "its"; null where it is. Weights may have moved since. */
export function differenceFromPlan(experiment: Experiment, plan: Plan): string | null {
  const armsOf = (arms: readonly { readonly name: string; readonly digest: string }[]) =>
    JSON.stringify(arms.map(({ name, digest }) => [name, digest]).sort());
  if (experiment.flag !== plan.flag) return "flag";
  if (experiment.namespace !== plan.namespace) return "namespace";
  if (experiment.holdout !== plan.holdout) return "holdout";
  if (sizeOf(experiment.ranges) !== plan.traffic) return "traffic";
  if (experiment.seed !== plan.seed) return "seed";
  return armsOf(experiment.arms) === armsOf(plan.arms) ? null : "arms";
}

function checkOthers({ flag, holdout }: Plan, others: readonly Experiment[]): void {
  const sameFlag = others.find((other) => other.flag === flag);
  if (sameFlag !== undefined) {
    throw new UserError(`the flag ${JSON.stringify(flag)} carries the experiment ${sameFlag.name}`, {
      remedy: "Stop that one first, or plan this one under a flag of its own.",
    });
  }
  const otherHoldout = others.find((other) => other.holdout !== holdout);
  if (otherHoldout !== undefined) {
    throw new UserError(
      `the holdout is ${holdout / 100} %; that of ${otherHoldout.name}, which runs, is ${otherHoldout.holdout / 100} %`,
      { remedy: "Give all experiments one holdout: it is of the users that none of them touches." },
    );
  }
}

/** Where it fits beside those that run in its namespace. */
function roomFor({ namespace, traffic }: Plan, others: readonly Experiment[]): Range[] {
  const neighbours = others.filter((other) => other.namespace === namespace);
  const taken = neighbours.flatMap(({ ranges }) => ranges);
  const room = findRoom(taken, traffic);
  if (room !== null) return room;
  const free = SLOTS - sizeOf(taken);
  throw new UserError(
    `the namespace ${namespace} has ${free / 100} % of its users left; ${traffic / 100} % were asked for`,
    { remedy: `Ask for less traffic, or stop one of ${neighbours.map(({ name }) => name).join(", ")}.` },
  );
}
