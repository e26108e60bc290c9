import { freezeAt, isInWindow, nextOpening } from "@airworthy/calendar";
import { canonicalJson } from "@airworthy/evidence";
import { flagOf } from "../flag/flag-definition.ts";
import type { RolloutPlan } from "../plan/plan.ts";
import { type Denial, denialOf } from "../state/denial.ts";
import type { RolloutState, Underway } from "../state/rollout-state.ts";
import { durationInWords, timeInWords } from "../words/plain.ts";
import type { ClearanceFact } from "./facts.ts";
import { failed, type Gate, open, passed } from "./gate.ts";
import { servesBy } from "./served.ts";

/** That nobody went back from the version. `name` is that of the rollout which asks: it can lift the denial of any other. */
export function deniedGate(denied: readonly Denial[], digest: string, name: string, what = "this version"): Gate {
  const denial = denialOf(denied, digest);
  if (denial === undefined) return passed("not-denied", "not-denied", `nobody went back from ${what}`);
  const { rollout, by, on, reason } = denial;
  return failed(
    "not-denied",
    "denied",
    `${rollout} went back from ${what} on ${timeInWords(on)} (${by}: ${reason})`,
    `npx airworthy manage-rollout --move allow --rollout ${name} --digest ${digest} --why …`,
  );
}

/** That the flag's file serves what the last move wrote: what somebody changed by hand is not overwritten in silence. */
export function flagGate(state: RolloutState, stable: string, flag: unknown): Gate {
  const written = flagOf(state);
  if (written === null) return firstFlagGate(stable, flag);
  if (canonicalJson(written) === canonicalJson(flag ?? null)) {
    return passed("flag", "flag-as-written", "the flag is as the last move wrote it");
  }
  return failed("flag", "flag-edited", "the flag is not as the last move wrote it: restore it, or roll back");
}

/** At the first start the flag may be there already, with the stable version for everybody. */
function firstFlagGate(stable: string, flag: unknown): Gate {
  if (flag === undefined) return passed("flag", "flag-new", "the flag is new");
  if (servesBy(flag) === stable)
    return passed("flag", "flag-stable", "the flag serves the stable version to everybody");
  return failed("flag", "flag-in-use", "the flag serves something else: let it serve the baseline to everybody first");
}

/** That policy has cleared the version: one gate, or one for each need that nothing answers. */
export function clearanceGates(clearance: ClearanceFact | null, digest: string): readonly Gate[] {
  if (clearance === null) return [open("clearance", "no-clearance", "no evidence of this version was examined")];
  if (clearance.subject !== digest) {
    return [open("clearance", "other-subject", "the evidence that was examined is of another version")];
  }
  const unmet = clearance.needs.filter(({ verdict }) => verdict !== "pass");
  if (clearance.cleared && clearance.needs.length > 0 && unmet.length === 0) {
    return [passed("clearance", "cleared", "policy has cleared this version")];
  }
  if (unmet.length === 0) return [failed("clearance", "no-policy", "no policy says what clears a version")];
  return unmet.map(({ what, verdict, reasonCode, text, command }) => {
    const answer = verdict === "inconclusive" ? open : failed;
    return answer("clearance", reasonCode, `${what}: ${text}`, command);
  });
}

/** That the step that is going on has lasted as long as it is to. */
export function bakeGate({ ramp, step, stepStartedOn }: Underway, now: string): Gate {
  const seconds = ramp.steps[step - 1]?.bakeSeconds ?? Number.POSITIVE_INFINITY;
  const until = Date.parse(stepStartedOn) + seconds * 1_000;
  const words = `step ${step} is to last ${durationInWords(seconds)}`;
  if (Date.parse(now) >= until) return passed("bake", "baked", `${words}, and has`);
  return open("bake", "not-baked", `${words}: until ${timeInWords(until)}`);
}

/** That exposure may grow now. */
export function calendarGates(plan: RolloutPlan, now: string): readonly Gate[] {
  const at = Date.parse(now);
  const freeze = freezeAt(plan, at);
  const next = nextOpening(plan, at);
  const when = next === null ? "" : `: next on ${timeInWords(next)}`;
  const window =
    plan.windows.length === 0
      ? passed("window", "no-windows", "exposure may grow at any time")
      : isInWindow(plan, at)
        ? passed("window", "in-window", "exposure may grow now")
        : open("window", "outside-window", `exposure may not grow at this time${when}`);
  if (freeze === undefined) return [window, passed("freeze", "no-freeze", "nothing is frozen now")];
  const { from, to, zone = "UTC", why } = freeze;
  return [window, open("freeze", "frozen", `frozen from ${from} to ${to} (${zone}; ${why})${when}`)];
}
