import type { RolloutState } from "../state/rollout-state.ts";

/** What of a state ends with its candidate. */
export const NOBODY_EXPOSED = {
  candidate: null,
  ramp: null,
  guardrails: [],
  step: null,
  stepStartedOn: null,
  held: null,
} satisfies Partial<RolloutState>;
