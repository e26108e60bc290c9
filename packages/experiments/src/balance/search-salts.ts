import { UserError } from "@airworthy/evidence";
import { ownersOf } from "../slots/reassign.ts";
import type { Experiment } from "../state/experiment.ts";
import { armSalt } from "../state/salts.ts";
import { type Assignment, type AttributeImbalance, criterionOf, imbalanceOf } from "./imbalance.ts";
import { type Participants, slotOf } from "./roster.ts";
import { hashKeys } from "./salted-keys.ts";

export const MOST_CANDIDATES = 100_000;

/** An assignment by a salt, and how alike its arms are. */
export interface Dealt {
  /** The number of the salt among the candidates; 0 is the one that would be used without a search. */
  readonly candidate: number;
  readonly salt: string;
  /** The largest standardised difference of all attributes. */
  readonly criterion: number;
  readonly counts: number[];
  readonly attributes: AttributeImbalance[];
}

export interface Balance {
  /** How many salts were looked at, the usual one among them. */
  readonly candidates: number;
  readonly before: Dealt;
  readonly after: Dealt;
}

/**
 * Looks at so many salts for the one whose arms are most alike; of equals, the first. The salts follow from the experiment's name,
 * number and seed alone, so that a search can be repeated. `onCandidate` hears of each, and may throw to stop. Throws a UserError
 * where each leaves an arm without users.
 */
export function searchSalts(
  participants: Participants,
  experiment: Pick<Experiment, "name" | "number" | "seed" | "arms" | "runs">,
  candidates: number,
  onCandidate: () => void,
): Balance {
  const dealer = createDealer(participants, experiment);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let candidate = 0; candidate < candidates; candidate++) {
    const criterion = criterionOf(participants.attributes, dealer(candidate));
    if (criterion < least) [best, least] = [candidate, criterion];
    onCandidate();
  }
  if (least === Number.POSITIVE_INFINITY) {
    throw new UserError(
      `the ${participants.keys.ends.length} users of ${participants.roster.name} that take part leave an arm without users`,
    );
  }
  const dealt = (candidate: number): Dealt => {
    const assignment = dealer(candidate);
    return {
      candidate,
      salt: armSalt(experiment, candidate),
      criterion: criterionOf(participants.attributes, assignment),
      counts: [...assignment.counts],
      attributes: participants.attributes.map((attribute) => imbalanceOf(attribute, assignment)),
    };
  };
  return { candidates, before: dealt(0), after: dealt(best) };
}

/** Deals the arms by a candidate's salt; an assignment is good until the next. */
function createDealer(
  { keys }: Participants,
  experiment: Pick<Experiment, "name" | "number" | "seed" | "arms" | "runs">,
): (candidate: number) => Assignment {
  const names = experiment.arms.map(({ name }) => name);
  const armOfSlot = Uint8Array.from(ownersOf(experiment.runs), (owner) => names.indexOf(owner));
  const hashes = new Uint32Array(keys.ends.length);
  const arms = new Uint8Array(keys.ends.length);
  return (candidate) => {
    hashKeys(keys, armSalt(experiment, candidate), hashes);
    const counts = new Float64Array(names.length);
    for (let place = 0; place < arms.length; place++) {
      const arm = armOfSlot[slotOf(hashes[place] ?? 0)] ?? 0;
      arms[place] = arm;
      counts[arm] = (counts[arm] ?? 0) + 1;
    }
    return { arms, counts: [...counts] };
  };
}
