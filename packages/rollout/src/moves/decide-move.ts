import { checkShape, UserError } from "@airworthy/evidence";
import { instantSchema } from "../fields.ts";
import { denialOf } from "../state/denial.ts";
import { isUnderway } from "../state/rollout-state.ts";
import { advance } from "./advance.ts";
import { illegal } from "./illegal.ts";
import { moved, type Outcome, type Situation, unchanged } from "./outcome.ts";
import { promote } from "./promote.ts";
import { type AllowRequest, reasonOf } from "./request.ts";
import { resume } from "./resume.ts";
import { rollback } from "./rollback.ts";
import { start } from "./start.ts";

/**
 * What becomes of a rollout by a move: it is moved, it is where the move would bring it already, or it is refused because a
 * gate does not hold. Nothing is read or written here. Throws a UserError for a move that is not possible where the
 * rollout stands, naming those that are.
 */
export function decideMove({ state, denied, request, facts }: Situation): Outcome {
  checkShape(instantSchema, facts.now, "the time of the move");
  const handled = state.requests.find(({ id }) => id === request.id);
  if (handled !== undefined && handled.move !== request.move) {
    throw new UserError(
      `The request ${JSON.stringify(handled.id)} was for the move ${handled.move}; now it asks for ${request.move}`,
      { remedy: "Give each request an id of its own." },
    );
  }
  if (handled !== undefined) {
    return unchanged(`this request was handled before: ${handled.move}, move ${handled.revision}, ${handled.on}`);
  }
  return decide({ state, denied, request, facts });
}

function decide({ request, ...rest }: Situation): Outcome {
  switch (request.move) {
    case "start":
      return start({ ...rest, request });
    case "advance":
      return advance({ ...rest, request });
    case "rollback":
      return rollback({ ...rest, request });
    case "allow":
      return allow({ ...rest, request });
    case "hold":
      return hold({ ...rest, request });
    case "resume":
      return resume({ ...rest, request });
    case "promote":
      return promote({ ...rest, request });
  }
}

/** Anybody may hold a rollout at any time: it stays at its step. */
function hold(situation: Situation): Outcome {
  const { state, request, facts } = situation;
  if (state.phase === "held") return unchanged("it is held already");
  if (!isUnderway(state)) throw illegal(state, "hold");
  return moved(situation, { phase: "held", held: { reason: reasonOf(request), by: facts.actor, on: facts.now } });
}

/** Lifts the denial of a digest; who and why stand in the audit log. */
function allow(situation: Situation<AllowRequest>): Outcome {
  const { denied, request } = situation;
  if (reasonOf(request) === null) {
    throw new UserError("allow needs a reason", { remedy: "Say why the version may be given to users again." });
  }
  if (denialOf(denied, request.digest) === undefined) return unchanged("nobody denies this digest");
  return moved(
    situation,
    {},
    denied.filter(({ digest }) => digest !== request.digest),
  );
}
