import { sha256, UserError } from "@airworthy/evidence";
import type { WorkflowEvent } from "@airworthy/github";
import { type Ramp, type RolloutEntry, type RolloutState, rolloutId } from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";
import { findRollout, readFlagFiles } from "../manage-rollout/flag-files.ts";
import type { FlagsPlace, Remote } from "../manage-rollout/open-flags.ts";
import { readRolloutPolicy } from "../manage-rollout/read-policy.ts";
import type { CanaryInputs } from "./inputs.ts";
import { type ReadCanary, readCanaryPlan } from "./read-canary-plan.ts";
import { withConfig } from "./read-kayenta.ts";
import { entriesOf } from "./step.ts";

/** What every task of the verb starts with. */
export interface Opened {
  readonly inputs: CanaryInputs;
  readonly place: FlagsPlace;
  readonly remote: Remote | null;
  readonly event: WorkflowEvent | null;
  readonly ports: Ports;
}

/** A rollout as its files have it, and how looks at it are judged. */
export interface OpenedRollout {
  readonly state: RolloutState;
  /** Of the rollout that is asked for: of a replay it may be over, and the state that of a later one. */
  readonly number: number;
  /** The moves of this rollout, oldest first. */
  readonly log: readonly RolloutEntry[];
  readonly canary: ReadCanary;
  /** How the rollout is to go now; null where nobody says. */
  readonly ramp: Ramp | null;
}

/** An identity such as "ranker-2", whose rollout may be over. */
const IDENTITY = /^(.+)-(\d+)$/;

/**
 * Reads all of it at one state of the store. Throws a UserError for what is not there, or not valid; but a look can do without
 * the audit log, since a candidate that does harm is to go back without it.
 */
export async function openRollout({ inputs, place, ports }: Opened): Promise<OpenedRollout> {
  const store = await place.store.open();
  const withoutLog = (why: string) => ports.log.warn(`The look is made without the audit log: ${why}`);
  const files = await readFlagFiles(store, place, inputs.task === "look" ? withoutLog : null);
  const configuration = await place.configuration(store);
  const { plans } = readRolloutPolicy(configuration, inputs.config);
  const [, name = "", number = ""] = IDENTITY.exec(inputs.rollout) ?? [];
  const past = inputs.task === "replay" && files.rollouts.rollouts.has(name) ? { name, number: Number(number) } : null;
  const state = findRollout(files.rollouts, past?.name ?? inputs.rollout, plans);
  if (state.number === 0 && inputs.task === "look") {
    throw new UserError(`the rollout ${state.name} has not been started: nobody has the candidate`, {
      remedy: `npx airworthy manage-rollout --move start --rollout ${state.name}`,
    });
  }
  const plan = readCanaryPlan(configuration, state.name, inputs.config);
  const canary = await withConfig(plan, (path) => place.named(store, path));
  const read = configuration === null ? [] : [{ name: inputs.config, sha256: sha256(configuration) }];
  return {
    state,
    number: past?.number ?? state.number,
    log: entriesOf(files.audit, past ?? state),
    canary: { ...canary, files: [...read, ...canary.files] },
    ramp: plans.get(state.name) ?? null,
  };
}

/** Words that name it, such as "ranker-2". */
export function nameOf(state: RolloutState): string {
  return state.number === 0 ? state.name : rolloutId(state);
}
