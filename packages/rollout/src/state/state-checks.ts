import type { RolloutState } from "./rollout-state.ts";

/** What is to hold between the parts of a state, whoever wrote it. */
export interface StateCheck {
  readonly message: string;
  holds(state: RolloutState): boolean;
}

export const STATE_CHECKS: readonly StateCheck[] = [
  {
    message: "must have a candidate, a ramp, a step and their times while it is running or held, and only then",
    holds: (state) => {
      const { candidate, ramp, step, stepStartedOn } = state;
      return [candidate, ramp, step, stepStartedOn].every((part) => (part !== null) === hasCandidate(state));
    },
  },
  {
    message: "must have a stable version and the time of its start once something was started, and only then",
    holds: ({ phase, stable, startedOn, number }) =>
      [stable !== null, startedOn !== null, number > 0].every((part) => part === (phase !== "idle")),
  },
  {
    message: "must have a step of its ramp",
    holds: ({ step, ramp }) => step === null || (ramp !== null && step <= ramp.steps.length),
  },
  {
    message: "must say who holds it while it is held, and only then",
    holds: ({ phase, held }) => (phase === "held") === (held !== null),
  },
  {
    message: "must have a candidate that is not the stable version",
    holds: ({ stable, candidate }) => candidate === null || candidate.digest !== stable?.digest,
  },
  {
    message: "must not have a version twice among the stable one and those before it",
    holds: ({ stable, good }) =>
      areDistinct([...(stable === null ? [] : [stable]), ...good].map(({ digest }) => digest)),
  },
  {
    message: "must have at least as many moves as rollouts, and the time of the last",
    holds: ({ revision, number, movedOn }) => revision >= number && revision > 0 === (movedOn !== null),
  },
  {
    message: "must have requests of its moves, each once and in their order",
    holds: ({ requests, revision }) =>
      areDistinct(requests.map(({ id }) => id)) &&
      requests.every((request, index) => (requests[index - 1]?.revision ?? 0) < request.revision) &&
      (requests.at(-1)?.revision ?? 0) <= revision,
  },
];

function hasCandidate({ phase }: RolloutState): boolean {
  return phase === "running" || phase === "held";
}

function areDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
