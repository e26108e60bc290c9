import type { Verb } from "../commands/command.ts";
import type { PromotionPolicy, Stage } from "../policy/policy.ts";
import { actorGate, undoGate } from "./actor-gate.ts";
import { commandGate, ownWordsGate } from "./command-gate.ts";
import type { BasicFacts } from "./facts.ts";
import { type Gate, passed } from "./gate.ts";

/** The commands that others carry out: what a rollout, the checklist, waivers or feedback make of them is not decided here. */
export type AdmittedVerb = Exclude<Verb, "promote" | "rollback">;

/**
 * Whether somebody may give a command of a stage: all gates must pass. To hold needs as little as to go back; to let more
 * users in, to sign off and to waive needs who may promote, just now; to ask why and to tell needs nobody in particular.
 */
export function admit(
  verb: AdmittedVerb,
  stage: Stage,
  policy: PromotionPolicy,
  facts: BasicFacts,
  again: string,
): readonly Gate[] {
  switch (verb) {
    case "hold":
      return [ownWordsGate(facts), undoGate(facts.actor, stage)];
    case "resume":
    case "ramp":
    case "sign-off":
    case "waive":
      return [commandGate(facts, policy, again), actorGate(facts.actor, stage)];
    case "why":
    case "feedback":
      return [ownWordsGate(facts), passed("actor", "anybody", "anybody may")];
  }
}
