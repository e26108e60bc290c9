import { SLOTS } from "./slots.ts";

/** Slots in a row that belong to one arm. */
export interface Run {
  readonly arm: string;
  readonly slots: number;
}

/** How many slots an arm has. */
export interface ArmSlots {
  readonly name: string;
  readonly slots: number;
}

/** Slots given out anew: one run for each arm, in their order. */
export function layOut(arms: readonly ArmSlots[]): Run[] {
  return arms.filter(({ slots }) => slots > 0).map(({ name, slots }) => ({ arm: name, slots }));
}

/**
 * Runs in which each arm has as many slots as it is to have, with as few of them moved as can be: an arm that is to have fewer
 * gives up its last ones, and only those that were given up change hands. Who is in any other slot keeps the arm. Both the runs
 * and the arms have SLOTS in all, else a RangeError.
 */
export function reassign(runs: readonly Run[], arms: readonly ArmSlots[]): Run[] {
  const owners = ownersOf(runs);
  const over = new Map<string, number>();
  for (const owner of owners) over.set(owner, (over.get(owner) ?? 0) + 1);
  for (const { name, slots } of arms) over.set(name, (over.get(name) ?? 0) - slots);
  const given: (string | null)[] = [...owners];
  for (let slot = SLOTS - 1; slot >= 0; slot--) {
    const owner = owners[slot] ?? "";
    const more = over.get(owner) ?? 0;
    if (more <= 0) continue;
    given[slot] = null;
    over.set(owner, more - 1);
  }
  const takers = arms.flatMap(({ name }) => Array<string>(Math.max(0, -(over.get(name) ?? 0))).fill(name));
  let taken = 0;
  const next = given.map((owner) => owner ?? takers[taken++]);
  return runsOf(next.map((owner) => owner ?? ""));
}

/** How many slots have another arm than before. */
export function movedSlots(before: readonly Run[], after: readonly Run[]): number {
  const owners = ownersOf(after);
  return ownersOf(before).filter((owner, slot) => owner !== owners[slot]).length;
}

/** The arm of each slot. A RangeError where there are not SLOTS of them. */
export function ownersOf(runs: readonly Run[]): string[] {
  const owners = runs.flatMap(({ arm, slots }) => Array<string>(slots).fill(arm));
  if (owners.length !== SLOTS) throw new RangeError(`${owners.length} slots were given; ${SLOTS} are allowed`);
  return owners;
}

function runsOf(owners: readonly string[]): Run[] {
  const runs: { arm: string; slots: number }[] = [];
  for (const arm of owners) {
    const last = runs.at(-1);
    if (last?.arm === arm) last.slots += 1;
    else runs.push({ arm, slots: 1 });
  }
  if (owners.length !== SLOTS || owners.includes(""))
    throw new RangeError(`the arms do not have ${SLOTS} slots in all`);
  return runs;
}
