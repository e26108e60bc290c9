import type { Clearance } from "@airworthy/clearance";
import type { Experiment } from "../state/experiment.ts";
import { type Gate, gate } from "./moved.ts";

const SHOWN_DIGITS = 19;

/** What is known of the packages of the arms, by digest. */
export interface Known {
  /** How evidence answers the policy; a digest that is not there was not asked about, and is not cleared. */
  readonly clearances: ReadonlyMap<string, Clearance>;
  /** Rolled back once: nobody is exposed to them again. */
  readonly denied: ReadonlySet<string>;
}

/** A gate for each arm: its package is cleared by policy, and not denied. */
export function exposureGates(arms: Experiment["arms"], known: Known): Gate[] {
  return arms.map(({ name, digest }) => {
    const id = `arm ${name}`;
    const shown = `${digest.slice(0, SHOWN_DIGITS)}…`;
    if (known.denied.has(digest)) return gate(id, "fail", "denied", `${name} (${shown}) is denied: it was rolled back`);
    const clearance = known.clearances.get(digest);
    if (clearance === undefined) {
      return gate(id, "inconclusive", "not-cleared", `no evidence was given of ${name} (${shown})`);
    }
    if (clearance.cleared && clearance.verdict === "pass") {
      return gate(id, "pass", "cleared", `${name} (${shown}) is cleared by policy`);
    }
    const verdict = clearance.verdict === "pass" ? "error" : clearance.verdict;
    return gate(id, verdict, "not-cleared", `${name} (${shown}) is not cleared: ${wordsOf(clearance)}`);
  });
}

function wordsOf({ needs }: Clearance): string {
  if (needs.length === 0) return "the policy needs nothing, which clears nothing";
  return needs
    .filter(({ verdict }) => verdict !== "pass")
    .map(({ what, verdict, command }) => {
      const stands = verdict === "inconclusive" ? "is missing" : "is not passed";
      return `${what} ${stands}${command === null ? "" : ` (${command})`}`;
    })
    .join("; ");
}
