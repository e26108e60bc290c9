import { allHold, type PromotionPolicy, type RollbackRequest } from "@airworthy/promotion";
import type { MoveRequest } from "@airworthy/rollout";
import type { Made } from "../../manage-rollout/make-move.ts";
import { outcomeOf } from "../../manage-rollout/rollout-outcome.ts";
import { isStop } from "../../manage-rollout/stops.ts";
import type { Asked } from "../asked.ts";
import { gatherBasic } from "../gather.ts";
import type { Place } from "../place.ts";
import { logWriter } from "../records/log-writer.ts";
import { moveRollout } from "../records/rollout.ts";
import { shortReason } from "../records/short-reason.ts";
import { admitToAny, readStages } from "./admission.ts";
import { type Carried, lackBlocks, refusedBy } from "./carried.ts";
import type { Doers } from "./dispatch.ts";
import { findRollout, readStates, rolloutsOf } from "./find-rollout.ts";
import { inputsOfHead } from "./head-evidence.ts";

/** `/hold NAME` and `/resume NAME`. */
export const moveByComment: Doers["move"] = async ({ command, text, asked }, place) => {
  const { verb: move, model } = command;
  const { policy } = await readStages(place);
  return await moved({ verb: move, model, text, asked, policy, request: { move, id: asked.id, reason: null } }, place);
};

/** `/ramp [NAME] 25%`: to the step of everybody that has this share, and no further. */
export const rampByComment: Doers["ramp"] = async ({ command, text, asked }, place) => {
  const { model, share } = command;
  const request: MoveRequest = { move: "advance", id: asked.id, reason: null, to: { share, segment: null } };
  const { policy } = await readStages(place);
  return await moved({ verb: "ramp", model, text, asked, policy, request }, place);
};

/** Who asks, and the line that asks: of a run what a comment would say. */
export interface Words {
  readonly text: string;
  readonly asked: Asked;
}

/**
 * A rollback where no stage has a version to go back to, as after a model's first promotion: the rollout takes users back all the
 * same, of a stage that is named its own. Null where no rollout of the model was ever started.
 */
export async function takeRolloutBack(
  { model, stage, reason }: RollbackRequest,
  { text, asked }: Words,
  place: Place,
): Promise<Carried | null> {
  const states = await readStates(place);
  // As the rollback itself, it waits for nobody to mend the policy.
  const { policy } = (await gatherBasic(asked, model, place, "rollback")).read;
  const meant = policy.stages.filter(({ name }) => stage === null || name === stage);
  const started = rolloutsOf({ stages: meant }).map(({ rollout }) => rollout);
  const rollout = started.find((name) => name === model || states.get(name)?.model === model);
  if (rollout === undefined || !states.has(rollout)) return null;
  const request: MoveRequest = {
    move: "rollback",
    id: `rollback-${asked.id}`,
    reason: shortReason(reason),
    digest: null,
  };
  // To go back needs what to hold needs.
  return await moved({ verb: "hold", model: rollout, text, asked, policy, request }, place);
}

interface Wanted extends Words {
  readonly verb: "hold" | "resume" | "ramp";
  /** Null for the rollout that is under way. */
  readonly model: string | null;
  readonly policy: PromotionPolicy;
  readonly request: MoveRequest;
}

async function moved({ verb, model, text, asked, policy, request }: Wanted, place: Place): Promise<Carried> {
  const { stage, rollout } = await findRollout(model, policy, place);
  const gates = await admitToAny({ verb, text, asked }, [stage], policy, place);
  if (!allHold(gates)) return refusedBy(gates, `No ${request.move} of ${rollout}`);
  const startedOn = place.ports.now().toISOString();
  const { by } = logWriter(`@${asked.actor}`, place);
  const inputs = isStop(request.move) ? place.inputs : await inputsOfHead(asked, place);
  const made = await moveRollout({ rollout, request, by, pullRequest: asked.pullRequest }, place, inputs);
  return carriedBy(made, startedOn, place);
}

function carriedBy(made: Made, startedOn: string, place: Place): Carried {
  const finishedOn = place.ports.now().toISOString();
  const { isProposal } = place.flags;
  const { verdict, reasonCode, headline, evidence, summary, outputs } = outcomeOf(made, {
    isProposal,
    warnings: [],
    startedOn,
    finishedOn,
  });
  const gates = made.outcome.effect === "refused" ? made.outcome.gates : [];
  return {
    verdict,
    reasonCode,
    headline,
    effect: outputs.effect,
    blocks: summary,
    answer: lackBlocks(gates.filter((gate) => gate.verdict !== "pass")),
    evidence,
  };
}
