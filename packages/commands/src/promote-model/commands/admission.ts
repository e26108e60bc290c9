import {
  type AdmittedVerb,
  admit,
  allHold,
  type BasicFacts,
  emptyModel,
  type Gate,
  type PromotionPolicy,
  type Stage,
} from "@airworthy/promotion";
import type { Asked } from "../asked.ts";
import { readActor } from "../people.ts";
import type { Place } from "../place.ts";
import { type ReadPolicy, readPromotionPolicy } from "../read-policy.ts";

/** A command that others carry out, as it stands in its comment. */
export interface Admitted {
  readonly verb: AdmittedVerb;
  /** The line that asks, to be asked anew. */
  readonly text: string;
  readonly asked: Asked;
}

/** The policy as the branch has it now. Throws a UserError where there is none. */
export async function readStages(place: Place): Promise<ReadPolicy> {
  const state = await place.flags.store.open();
  return readPromotionPolicy(await place.flags.configuration(state), place.inputs.config);
}

/**
 * Whether somebody may give a command that is of no stage alone: who may for one of these stages. What keeps them is that of
 * the last, where users are. Throws what GitHub throws.
 */
export async function admitToAny(
  { verb, text, asked }: Admitted,
  stages: readonly Stage[],
  policy: PromotionPolicy,
  place: Place,
): Promise<readonly Gate[]> {
  const facts = await factsOf(asked, policy, place);
  const all = stages.map((stage) => admit(verb, stage, policy, facts, text));
  return all.find(allHold) ?? all.at(-1) ?? [];
}

/** Neither tags nor denials have a say in these commands. */
async function factsOf(asked: Asked, policy: PromotionPolicy, place: Place): Promise<BasicFacts> {
  return {
    actor: await readActor(asked, policy, place),
    askedIn: await asked.words(),
    now: place.ports.now().toISOString(),
    registry: emptyModel(""),
    denied: [],
    handled: [],
  };
}
