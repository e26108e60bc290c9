import { freezeAt, isInWindow, openingInWords } from "@airworthy/calendar";
import type { Stage } from "../policy/policy.ts";
import type { PromotionFacts } from "./facts.ts";
import { type Gate, open, passed } from "./gate.ts";

/**
 * That windows and freezes let versions through now, the rollout's and the stage's own: one gate, or one for each of the two
 * that does not.
 */
export function freezeGates(stage: Stage, { frozen, now }: Pick<PromotionFacts, "frozen" | "now">): readonly Gate[] {
  const rollout = frozen === null ? [] : [open("freeze", "frozen", frozen)];
  const closed = [...rollout, ...stageGates(stage, Date.parse(now))];
  return closed.length > 0 ? closed : [passed("freeze", "no-freeze", "nothing is frozen now")];
}

/** None where the stage is open. The next opening is out of every freeze and in a window, so that one gate says it all. */
function stageGates(stage: Stage, now: number): readonly Gate[] {
  const freeze = freezeAt(stage, now);
  if (freeze === undefined && isInWindow(stage, now)) return [];
  const next = openingInWords(stage, now);
  const when = next === null ? "" : `: next on ${next}`;
  if (freeze === undefined) {
    return [open("freeze", "outside-window", `${stage.name} takes no version at this time${when}`)];
  }
  const { from, to, zone = "UTC", why } = freeze;
  return [open("freeze", "frozen", `${stage.name} is frozen from ${from} to ${to} (${zone}; ${why})${when}`)];
}
