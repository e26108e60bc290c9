import { nearest, UserError } from "@airworthy/evidence";
import { adoptFlag } from "../flag/adopt-flag.ts";
import type { Plan } from "../plan/plan.ts";
import { apportion, apportionAbove } from "../slots/apportion.ts";
import { SLOTS } from "../slots/slots.ts";
import { type Experiment, slotsByArm } from "../state/experiment.ts";
import { exposureGates, type Known } from "./gates.ts";
import { type Moved, moveThrough } from "./moved.ts";
import { splitAnew } from "./split-anew.ts";

/**
 * Adds an arm of the plan: it gets its weight's share, at least the floor, of which each of the others gives in proportion, down to the
 * floor. Nobody else changes arms. Throws a UserError for an arm that the plan does not have, or that is there with another digest,
 * and where the floors leave no room for it.
 */
export function addArm(
  experiment: Experiment,
  name: string,
  plan: Plan,
  known: Known & { readonly now: string },
): Moved {
  const planned = plan.arms.find((arm) => arm.name === name);
  if (planned === undefined) throw unknownArm(name, plan.arms, `the plan of ${plan.name}`);
  const present = experiment.arms.find((arm) => arm.name === name);
  if (present !== undefined && present.digest !== planned.digest) {
    throw new UserError(`the arm ${name} runs with ${present.digest}; the plan has ${planned.digest}`, {
      remedy: "Give the new package an arm with a name of its own.",
    });
  }
  const arms = present === undefined ? [...experiment.arms, { name, digest: planned.digest }] : experiment.arms;
  const gates = exposureGates(arms, known);
  if (present !== undefined) return moveThrough("add-arm", { before: experiment, after: experiment }, gates);
  // The flag as everybody else has it must not give the name another value.
  adoptFlag({ ...plan, arms: [planned] }, experiment.former);
  const weights = plan.arms.filter((arm) => arms.some((other) => other.name === arm.name)).map(({ weight }) => weight);
  const share = planned.weight / weights.reduce((sum, weight) => sum + weight, 0);
  const slots = withOneMore(experiment, Math.round(share * SLOTS));
  return moveThrough(
    "add-arm",
    { before: experiment, after: splitAnew(experiment, { arms, slots }, known.now) },
    gates,
  );
}

/**
 * Drops an arm: the others get its slots in proportion, and nobody who has another arm loses it. It needs no clearance. Throws a
 * UserError for an arm that never was one, and where only one would be left.
 */
export function dropArm(experiment: Experiment, name: string, now: string): Moved {
  const index = experiment.arms.findIndex((arm) => arm.name === name);
  if (index < 0) {
    const wasOne = experiment.allocations.some(({ arms }) => arms.some((arm) => arm.name === name));
    if (!wasOne) throw unknownArm(name, experiment.arms, `the experiment ${experiment.name}`);
    return moveThrough("drop-arm", { before: experiment, after: experiment }, []);
  }
  const arms = experiment.arms.filter((arm) => arm.name !== name);
  if (arms.length < 2) {
    throw new UserError(`without ${name} the experiment ${experiment.name} has one arm left`, { remedy: "Stop it." });
  }
  const slots = apportion(
    slotsByArm(experiment).filter((_, place) => place !== index),
    SLOTS,
  );
  return moveThrough("drop-arm", { before: experiment, after: splitAnew(experiment, { arms, slots }, now) }, []);
}

/** The slots of the arms and of one that is to have so many. An arm that started below the floor gains nothing by it. */
function withOneMore(experiment: Experiment, asked: number): number[] {
  const { floor, name } = experiment;
  const present = slotsByArm(experiment);
  const most = SLOTS - floor * present.length;
  if (most < floor) {
    throw new UserError(
      `the experiment ${name} has no room for an arm: each of its arms has at least ${floor / 100} %`,
      {
        remedy: "Drop an arm first, or stop it and start it anew with a lower floor.",
      },
    );
  }
  const own = Math.min(Math.max(floor, asked), most);
  return [...apportionAbove(present, SLOTS - own, Math.min(floor, ...present)), own];
}

function unknownArm(name: string, arms: readonly { readonly name: string }[], where: string): UserError {
  const names = arms.map((arm) => arm.name);
  const near = nearest(name, names);
  const meant = near === undefined ? "" : `; did you mean ${near}?`;
  return new UserError(`${where} has no arm ${JSON.stringify(name.slice(0, 100))}${meant}`, {
    remedy: `Its arms are: ${names.join(", ")}.`,
  });
}
