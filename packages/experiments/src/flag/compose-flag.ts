import { SLOTS } from "../slots/slots.ts";
import type { Experiment } from "../state/experiment.ts";
import type { Range } from "../state/ranges.ts";
import { HOLDOUT_SALT, namespaceSalt } from "../state/salts.ts";
import { type FlagDefinition, isObject } from "./flag-definition.ts";

const KEY = { var: "targetingKey" };

type Weighted = readonly [variant: string, slots: number];

/**
 * The flag that an experiment is served by, in flagd's JsonLogic alone: users with a key, who are not held out and in its part of
 * the namespace, get the arm of their slot; all others get what the flag gives without it.
 */
export function composeFlag(experiment: Experiment): FlagDefinition {
  const { name, arms, former, salt, runs } = experiment;
  const entries = new Map(Object.entries(former ?? {}));
  const variants = new Map(entriesOf(entries.get("variants")));
  for (const arm of arms) variants.set(arm.name, arm.digest);
  const metadata = new Map(entriesOf(entries.get("metadata"))).set("experiment", name);
  const split = runs.map(({ arm, slots }): Weighted => [arm, slots]);
  entries.set("variants", Object.fromEntries(variants));
  entries.set("targeting", { if: [takesPart(experiment), fractional(salt, split), null] });
  entries.set("metadata", Object.fromEntries(metadata));
  return Object.fromEntries(entries);
}

function takesPart({ namespace, ranges, holdout }: Experiment): unknown {
  const conditions: unknown[] = [{ "!!": [KEY] }];
  if (holdout > 0) {
    const split: readonly Weighted[] = [
      ["held", holdout],
      ["free", SLOTS - holdout],
    ];
    conditions.push({ "==": [fractional(HOLDOUT_SALT, split), "free"] });
  }
  const parts = partsOf(ranges);
  if (parts.length > 1) conditions.push({ "==": [fractional(namespaceSalt(namespace), parts), "in"] });
  return conditions.length === 1 ? conditions[0] : { and: conditions };
}

/** A namespace's slots in order, those of the ranges "in" and the others "out". */
function partsOf(ranges: readonly Range[]): Weighted[] {
  const parts: Weighted[] = [];
  let at = 0;
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    if (at < from) parts.push(["out", from - at]);
    parts.push(["in", to - from]);
    at = to;
  }
  if (at < SLOTS) parts.push(["out", SLOTS - at]);
  return parts;
}

/** The same total for every split: one that changed would draw everybody anew. */
function fractional(salt: string, split: readonly Weighted[]): unknown {
  return { fractional: [{ cat: [salt, KEY] }, ...split] };
}

function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
