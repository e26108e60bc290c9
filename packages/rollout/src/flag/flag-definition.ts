import { TOTAL_WEIGHT, weightOf } from "../plan/share.ts";
import { isUnderway, type RolloutState, rolloutId, type Underway } from "../state/rollout-state.ts";
import { shareOfEverybody, sharesOf } from "./exposure.ts";

/** A model's flag, in flagd's format: variants are packages by their digests. */
export interface FlagDefinition {
  readonly state: "ENABLED";
  readonly variants: Readonly<Record<string, string>>;
  readonly defaultVariant: string;
  /** JsonLogic that answers a variant; without it everybody has the default. */
  readonly targeting?: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, string>>;
}

export const STABLE = "stable";
export const CANDIDATE = "candidate";

const TARGETING_KEY = { var: "targetingKey" };

/**
 * The flag that serves what a state says; null before the first start. It says nothing that a move without another
 * exposure changes, so that such a move leaves the file as it is.
 */
export function flagOf(state: RolloutState): FlagDefinition | null {
  if (state.stable === null) return null;
  const metadata = { rollout: rolloutId(state) };
  if (!isUnderway(state)) {
    return { state: "ENABLED", variants: { [STABLE]: state.stable.digest }, defaultVariant: STABLE, metadata };
  }
  const variants = { [STABLE]: state.stable.digest, [CANDIDATE]: state.candidate.digest };
  const step = { ...metadata, version: flagVersion(state) };
  // Everybody is everybody: those too whom the application does not name.
  if (shareOfEverybody(state) === 1) return { state: "ENABLED", variants, defaultVariant: CANDIDATE, metadata: step };
  return { state: "ENABLED", variants, defaultVariant: STABLE, targeting: targetingOf(state), metadata: step };
}

/** What exposures carry as the flag's version, such as "ranker-2/3": a step's exposures are told by it exactly. */
export function flagVersion(state: Pick<Underway, "name" | "number" | "step">): string {
  return `${rolloutId(state)}/${state.step}`;
}

/**
 * One chain of conditions: segments from the largest share down, so that whoever is in several has the largest of them;
 * then everybody. Users without a key cannot be drawn: they stay with the stable version until all in their segment change.
 */
function targetingOf(state: Underway): Readonly<Record<string, unknown>> {
  const id = rolloutId(state);
  const everybody = shareOfEverybody(state);
  const segments = sharesOf(state).filter(({ share }) => share > everybody);
  const whole = segments.filter(({ share }) => share === 1).flatMap(({ condition }) => [condition, CANDIDATE]);
  const drawn = segments
    .filter(({ share }) => share < 1)
    .flatMap(({ condition, share }) => [condition, split(id, share)]);
  const last = everybody === 0 ? STABLE : split(id, everybody);
  const isLastDrawn = drawn.length > 0 || everybody > 0;
  return { if: [...whole, ...(isLastDrawn ? [{ "!": [TARGETING_KEY] }, STABLE] : []), ...drawn, last] };
}

/**
 * A split of users between the versions. The candidate's range comes first and only its end moves from step to step: who
 * is in it stays in it. The rollout's identity salts the draw, so that another rollout begins with other users.
 */
function split(id: string, share: number): object {
  const weight = weightOf(share);
  const draw = { cat: [`${id}/`, TARGETING_KEY] };
  return { fractional: [draw, [CANDIDATE, weight], [STABLE, TOTAL_WEIGHT - weight]] };
}
