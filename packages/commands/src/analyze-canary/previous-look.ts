import { CANARY_TYPE, type CanaryPredicate, parseCanary } from "@airworthy/canary";
import { hexOf, rolloutId, type Underway } from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";
import { collectEvidence, type EvidenceInputs } from "../evidence-of-package.ts";
import { orWithout } from "../manage-rollout/stops.ts";

/** The clock of who made a look may be ahead by so much; one from later than that was never made. */
const MOST_AHEAD_MS = 60_000;
/** A look a second for thirty years. */
const MOST_LOOKS = 1e9;

/**
 * The latest look at a rollout among the evidence that the inputs name; null where there is none. All that it tells is what was
 * decided before: where it cannot be had, the log says why, and a candidate that does harm is looked at nevertheless.
 */
export function previousLook(inputs: EvidenceInputs, state: Underway, ports: Ports): Promise<CanaryPredicate | null> {
  return orWithout(
    () => latestLook(inputs, state, ports),
    null,
    (why) => ports.log.warn(`The timeline starts anew, since earlier looks cannot be read: ${why}`),
  );
}

async function latestLook(inputs: EvidenceInputs, state: Underway, ports: Ports): Promise<CanaryPredicate | null> {
  const files = await collectEvidence(inputs, ports);
  const latest = ports.now().getTime() + MOST_AHEAD_MS;
  const looks = files
    .filter(({ statement }) => statement.predicateType === CANARY_TYPE)
    .map(({ statement }) => parseCanary(statement))
    .filter((look) => isOf(state, look) && isPossible(look, latest));
  return looks.toSorted((a, b) => madeOn(b) - madeOn(a))[0] ?? null;
}

function isOf(state: Underway, { rollout, candidate }: CanaryPredicate): boolean {
  return rollout.id === rolloutId(state) && candidate.sha256 === hexOf(state.candidate.digest);
}

/** Whoever can write evidence can write any timeline: none is to have the looks after it be later, or more, than can be. */
function isPossible(look: CanaryPredicate, latest: number): boolean {
  const { omitted, entries } = look.timeline;
  return madeOn(look) <= latest && omitted <= MOST_LOOKS && (entries.at(-1)?.look ?? 0) <= MOST_LOOKS;
}

/** The last entry of its timeline is the look itself. */
function madeOn({ timeline }: CanaryPredicate): number {
  return Date.parse(timeline.entries.at(-1)?.at ?? "");
}
