import { clear } from "@airworthy/clearance";
import { UserError } from "@airworthy/evidence";
import { hexOf, isUnderway, type MoveRequest, type RolloutState, rolloutId } from "@airworthy/rollout";
import { dayOf } from "../../day-of.ts";
import { type GatherInputs, gatherFacts, NOTHING } from "../../manage-rollout/gather-facts.ts";
import type { Made } from "../../manage-rollout/make-move.ts";
import type { Change } from "../change.ts";
import type { Place } from "../place.ts";
import { driveRollout, type RolloutAsked } from "./drive-rollout.ts";
import type { Said } from "./keeping.ts";
import { logWriter } from "./log-writer.ts";
import { shortReason } from "./short-reason.ts";

/** Who has a version by its rollout now. */
export type Reach = "everybody" | "some" | "nobody";

/** What a rollout that follows a change came to. */
export type Followed = Said & { readonly reach: Reach };

/** Moves a rollout as manage-rollout does, by the evidence and the approvals that the inputs lead to. Throws what it throws. */
export function moveRollout(asked: RolloutAsked, place: Place, inputs: GatherInputs): Promise<Made> {
  const { remote, ports } = place;
  const way = { inputs, remote, ports, warn: (line: string) => place.warn(line) };
  return driveRollout(asked, place, ({ request, state }, policy) => gatherFacts(request, state, policy, way));
}

/**
 * The stage's rollout follows the change: it starts with a promoted version, cleared by what that was promoted by, and it goes
 * back with a rollback, whatever else is broken. Null where the stage has none. Throws a UserError where it does not follow.
 */
export async function followChange(change: Change, place: Place): Promise<Followed | null> {
  const { rollout } = change.stage;
  if (rollout === null) return null;
  return change.move === "promote" ? await start(rollout, change, place) : await takeBack(rollout, change, place);
}

async function start(rollout: string, change: Change, place: Place): Promise<Followed> {
  const { version, before, commit, facts, request, reason } = change;
  const asked: MoveRequest = {
    move: "start",
    id: `promote-${request}`,
    reason: shortReason(reason),
    candidate: version,
    baseline: before,
  };
  const made = await driveRollout(askedBy(rollout, asked, change, place), place, async (_, { policy }) => {
    const subject = { subject: hexOf(version.digest), asOf: dayOf(place.ports.now()) };
    const approvals = (facts?.approvals ?? []).filter((approval) => approval.commit === commit);
    const clearance = { ...clear(policy, facts?.evidence ?? [], subject), subject: version.digest };
    return { approvals, clearance, analysis: null };
  });
  return followed(made, version.digest);
}

/** Only what the stage had: what a rollout gives to users beside it is not taken from them. */
async function takeBack(rollout: string, change: Change, place: Place): Promise<Followed | null> {
  const { before, version, request, reason } = change;
  if (before === null) {
    place.warn(`${rollout} stays where it is: what was in ${change.stage.name} is bound to no package`);
    return null;
  }
  const { digest } = before;
  const asked: MoveRequest = { move: "rollback", id: `rollback-${request}`, reason: shortReason(reason), digest };
  const seen: RolloutState[] = [];
  try {
    const made = await driveRollout(askedBy(rollout, asked, change, place), place, async ({ state }) => {
      seen.push(state);
      return NOTHING;
    });
    const done = followed(made, version.digest);
    if (done.reach !== "everybody") place.warn(`${rollout} went back to another version than ${change.stage.name}`);
    return done;
  } catch (error) {
    const state = seen.at(-1);
    // Its start may have been refused: then there is nothing to take back.
    if (!(error instanceof UserError) || state === undefined || isGiven(state, digest)) throw error;
    return { state: "there", where: null, reach: reachOf(state, version.digest) };
  }
}

function askedBy(rollout: string, request: MoveRequest, { by, pullRequest }: Change, place: Place): RolloutAsked {
  return { rollout, request, by: logWriter(by, place).by, pullRequest };
}

function followed({ situation, outcome, place }: Made, digest: string): Followed {
  const { state, request } = situation;
  switch (outcome.effect) {
    case "moved":
      return { state: "written", where: place, reach: reachOf(outcome.state, digest) };
    case "unchanged":
      return { state: "there", where: rolloutId(state), reach: reachOf(state, digest) };
    case "refused": {
      const unmet = outcome.gates.filter(({ verdict }) => verdict !== "pass");
      const remedy = unmet.flatMap(({ command }) => command ?? []).join("; ");
      throw new UserError(
        `No ${request.move} of ${state.name}: ${unmet.map(({ message }) => message).join("; ")}.`,
        remedy === "" ? {} : { remedy },
      );
    }
  }
}

function isGiven({ candidate, stable }: RolloutState, digest: string): boolean {
  return candidate?.digest === digest || stable?.digest === digest;
}

function reachOf(state: RolloutState, digest: string): Reach {
  if (state.stable?.digest === digest) return "everybody";
  return isUnderway(state) && state.candidate.digest === digest ? "some" : "nobody";
}
