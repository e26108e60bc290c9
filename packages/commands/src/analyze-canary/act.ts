import { setTimeout as sleep } from "node:timers/promises";
import type { Decision } from "@airworthy/canary";
import type { AnalysisFact, AuditEntry, MoveRequest, Underway } from "@airworthy/rollout";
import { rolloutId } from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";
import { gatherFacts, NOTHING } from "../manage-rollout/gather-facts.ts";
import { type Made, makeMove } from "../manage-rollout/make-move.ts";
import type { FlagsPlace, Remote } from "../manage-rollout/open-flags.ts";
import { NO_POLICY, readRolloutPolicy } from "../manage-rollout/read-policy.ts";
import { orWithout } from "../manage-rollout/stops.ts";
import { chooseSigner } from "../sign-model/choose-signer.ts";
import type { CanaryInputs } from "./inputs.ts";

/** What a look has to move, and with what. */
export interface Actor {
  readonly inputs: CanaryInputs;
  readonly place: FlagsPlace;
  readonly remote: Remote | null;
  readonly by: AuditEntry["by"];
  readonly ports: Ports;
  warn(line: string): void;
}

/** What a look decided, of a rollout as it stood then; no analysis where its step goes on by time. */
export interface Wanted {
  readonly decision: Decision;
  readonly why: string;
  readonly state: Underway;
  readonly analysis: AnalysisFact | null;
}

/**
 * Asks the rollout's state machine for the move that a look decided; null where it decided none. The machine asks all else
 * that the move needs. Two looks at once are one move: each names the step that it leads to, and a second finds it reached.
 */
export async function act(wanted: Wanted, actor: Actor): Promise<Made | null> {
  const request = requestOf(wanted);
  if (request === null) return null;
  const { inputs, place, remote, by, ports, warn } = actor;
  return await makeMove({
    place,
    rollout: rolloutId(wanted.state),
    request,
    by,
    pullRequest: null,
    pause: (milliseconds) => sleep(milliseconds, undefined, { signal: ports.signal }),
    now: () => ports.now().toISOString(),
    policy(state) {
      const read = async () => readRolloutPolicy(await place.configuration(state), inputs.config);
      const isStop = request.move === "rollback";
      return isStop ? orWithout(read, NO_POLICY, (why) => warn(`The plan was not read: ${why}`)) : read();
    },
    async gather({ request: asked, state }, policy) {
      const { analysis } = wanted;
      // It has its look already, and needs nothing else.
      if (asked.move === "rollback") return { ...NOTHING, analysis };
      return { ...(await gatherFacts(asked, state, policy, { inputs, remote, ports, warn })), analysis };
    },
    signer: async () => (inputs.sign ? await chooseSigner(inputs, ports) : null),
    warn,
  });
}

/** One request a step and a move, however many looks ask for it. */
function requestOf({ decision, why, state }: Wanted): MoveRequest | null {
  const asked = { id: `look-${rolloutId(state)}-${state.step}-${decision}-${state.stepStartedOn}`, reason: why };
  switch (decision) {
    case "advance": {
      const next = state.ramp.steps[state.step];
      return next === undefined ? null : { ...asked, move: decision, to: { share: next.share, segment: next.segment } };
    }
    case "rollback":
      return { ...asked, move: decision, digest: state.candidate.digest };
    case "promote":
      return { ...asked, move: decision };
    case "hold":
    case "inconclusive":
      return null;
  }
}
