import { setTimeout as sleep } from "node:timers/promises";
import { clear } from "@airworthy/clearance";
import {
  type ClearanceFact,
  type Facts,
  hexOf,
  isUnderway,
  type MoveRequest,
  type RolloutState,
  rolloutId,
} from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";
import { dayOf } from "../day-of.ts";
import { evidenceOf } from "../evidence-of-package.ts";
import type { RegistryLogin } from "../registry-login.ts";
import type { RolloutInputs } from "./inputs.ts";
import type { Remote } from "./open-flags.ts";
import { latestAnalysis } from "./read-analysis.ts";
import { readApprovals } from "./read-approvals.ts";
import type { RolloutPolicy } from "./read-policy.ts";
import { orWithout } from "./stops.ts";

/** What a move is decided from beside the rollout's own files. */
export type Gathered = Pick<Facts, "approvals" | "clearance" | "analysis">;

/** Where the facts are looked for. */
export type GatherInputs = Pick<RolloutInputs, "package" | "evidence" | "artifacts" | "token" | "approved-by"> &
  RegistryLogin;

/** What a move needs that gives nobody a candidate. */
export const NOTHING: Gathered = { approvals: [], clearance: null, analysis: null };

/** A rollback waits no longer for what it can do without. */
const MOST_WAIT_MS = 20_000;

/** What is looked at, and how. */
interface Way {
  readonly inputs: GatherInputs;
  readonly remote: Remote | null;
  readonly ports: Ports;
  warn(line: string): void;
}

/**
 * Gathers what a move needs that gives more users a candidate. All others need nothing: going back works when evidence,
 * artifacts and GitHub's answers cannot be had. Where it can be, the look that a rollback follows is named in the log.
 */
export async function gatherFacts(
  request: MoveRequest,
  state: RolloutState,
  { policy }: RolloutPolicy,
  { inputs, remote, ports, warn }: Way,
): Promise<Gathered> {
  const candidate = candidateOf(request, state);
  if (candidate === null) {
    const analysis = request.move === "rollback" ? await lookAt(state, inputs, ports, warn) : null;
    return { ...NOTHING, analysis };
  }
  const { version, evidence } = await evidenceOf(inputs.package ?? candidate, inputs, ports);
  const approvals = await readApprovals(inputs["approved-by"], remote, ports);
  const asked = { subject: hexOf(candidate), asOf: dayOf(ports.now()) };
  const clearance: ClearanceFact = { ...clear(policy, evidence, asked), subject: `sha256:${version.sha256}` };
  return { approvals, clearance, analysis: latestAnalysis(evidence, rolloutId(state)) };
}

/** The look among the evidence that the inputs name; null where there is none, or none can be read. */
function lookAt(
  state: RolloutState,
  inputs: GatherInputs,
  ports: Ports,
  warn: Way["warn"],
): Promise<Gathered["analysis"]> {
  if (!isUnderway(state)) return Promise.resolve(null);
  const { digest } = state.candidate;
  const read = async () => latestAnalysis((await evidenceOf(digest, inputs, ports)).evidence, rolloutId(state));
  const late = async () => {
    await sleep(MOST_WAIT_MS, undefined, { ref: false });
    throw new Error(`evidence was waited for ${MOST_WAIT_MS / 1_000} s`);
  };
  return orWithout(
    () => Promise.race([read(), late()]),
    null,
    (why) => warn(`The log names no look: ${why}`),
  );
}

/** Whom more users would get; null for a move by which nobody does. */
function candidateOf(request: MoveRequest, state: RolloutState): string | null {
  switch (request.move) {
    case "start":
      return request.candidate.digest;
    case "advance":
    case "resume":
    case "promote":
      return isUnderway(state) ? state.candidate.digest : null;
    case "hold":
    case "rollback":
    case "allow":
      return null;
  }
}
