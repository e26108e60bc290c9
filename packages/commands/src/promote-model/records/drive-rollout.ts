import type { AuditEntry, MoveRequest } from "@airworthy/rollout";
import { type Made, type Mover, makeMove } from "../../manage-rollout/make-move.ts";
import { NO_POLICY, readRolloutPolicy } from "../../manage-rollout/read-policy.ts";
import { isStop, orWithout } from "../../manage-rollout/stops.ts";
import type { Place } from "../place.ts";
import { logWriter } from "./log-writer.ts";

/** A move of a rollout that somebody asks for. */
export interface RolloutAsked {
  /** Its plan's name in airworthy.yml or, where none but that is meant, its identity, such as "ranker-2". */
  readonly rollout: string;
  readonly request: MoveRequest;
  readonly by: AuditEntry["by"];
  readonly pullRequest: number | null;
}

/** Makes the move by whatever facts `gather` finds. Throws what makeMove throws. */
export function driveRollout(
  { rollout, request, by, pullRequest }: RolloutAsked,
  place: Place,
  gather: Mover["gather"],
): Promise<Made> {
  const { flags, inputs, ports } = place;
  const { pause, signer, warn } = logWriter(by.actor, place);
  return makeMove({
    place: flags,
    rollout,
    request,
    by,
    pullRequest,
    pause,
    now: () => ports.now().toISOString(),
    policy(state) {
      const read = async () => readRolloutPolicy(await flags.configuration(state), inputs.config);
      return isStop(request.move) ? orWithout(read, NO_POLICY, (why) => warn(`The plan was not read: ${why}`)) : read();
    },
    gather,
    signer,
    warn,
  });
}
