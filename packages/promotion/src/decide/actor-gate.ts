import { isAmong, isSameName } from "../people.ts";
import type { Stage } from "../policy/policy.ts";
import { type Actor, PERMISSIONS } from "./facts.ts";
import { failed, type Gate, passed } from "./gate.ts";

/** That who asks may bring a version to a stage: who may write, or a bot that the stage names; and is among its requesters. */
export function actorGate(actor: Actor, { name, bots, requesters }: Stage): Gate {
  if (actor.isBot) return botGate(actor, bots);
  if (!mayWrite(actor)) {
    return failed("actor", "no-permission", `${actor.login} has the permission ${actor.permission}; write is needed`);
  }
  if (requesters.length === 0) return passed("actor", "may-write", `${actor.login} may write`);
  if (isAmong(actor, requesters)) return passed("actor", "requester", `${actor.login} may ask for ${name}`);
  return failed("actor", "no-requester", `${actor.login} is not among ${requesters.join(", ")}`);
}

/** That who asks may take a version back: anybody who may write, any approver, any bot that the stage names. */
export function undoGate(actor: Actor, { bots, approvers }: Stage): Gate {
  if (actor.isBot) return botGate(actor, bots);
  if (mayWrite(actor)) return passed("actor", "may-write", `${actor.login} may write`);
  if (isAmong(actor, approvers)) return passed("actor", "approver", `${actor.login} is an approver`);
  return failed("actor", "no-permission", `${actor.login} may neither write nor approve`);
}

export function mayWrite({ permission }: Actor): boolean {
  return PERMISSIONS.indexOf(permission) >= PERMISSIONS.indexOf("write");
}

function botGate({ login }: Actor, bots: readonly string[]): Gate {
  if (bots.some((bot) => isSameName(bot, login))) return passed("actor", "bot", `the stage lets ${login} ask`);
  return failed("actor", "other-bot", `the stage names no bot ${login}`);
}
