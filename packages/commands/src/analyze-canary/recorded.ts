import { UserError } from "@airworthy/evidence";
import type { Ramp, RolloutEntry, RolloutState } from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";
import type { RegistryLogin } from "../registry-login.ts";
import { resolveAnywhere } from "../registry-package.ts";
import type { CanaryInputs } from "./inputs.ts";
import { nextStep } from "./next-step.ts";
import type { OpenedRollout } from "./open-rollout.ts";
import { readTime } from "./read-time.ts";
import type { Recorded } from "./state-at.ts";

/**
 * The moves of the audit log, or those that the user says there were. Throws a UserError where neither tells, and where the log
 * has other steps than are known of the ramp.
 */
export async function recordedOf(
  { state, number, log, ramp: planned }: OpenedRollout,
  inputs: CanaryInputs,
  ports: Ports,
): Promise<Recorded> {
  const ramp = (number === state.number ? state.ramp : null) ?? planned;
  if (ramp === null)
    throw new UserError(`airworthy.yml has no plan of ${state.name} under "rollouts": its steps are not known`);
  const starts = inputs["step-starts"];
  if (starts === undefined) {
    for (const entry of log) checkStep(entry, ramp);
    return { state, ramp, log };
  }
  const candidate = await digestOf("package", inputs.package ?? state.candidate?.digest, inputs, ports);
  const baseline = inputs["baseline-package"] ?? state.stable?.digest;
  const stable = await digestOf("baseline-package", baseline, inputs, ports);
  const times = starts.map((line) => readTime("step-starts", line));
  if (times.some((time, index) => time <= (times[index - 1] ?? Number.NEGATIVE_INFINITY))) {
    throw new UserError("step-starts are not in the order of the steps: each has to be later than the one before");
  }
  const versions = { candidate, stable, number: Math.max(1, number) };
  return { state, ramp, log: times.map((time, index) => moveOf(time, index, ramp, { ...versions, state })) };
}

/** A rollout that is over went by the ramp of its time, which only the log tells, as far as it went. */
function checkStep({ rollout, after: { step, share, segment } }: RolloutEntry, { steps }: Ramp): void {
  const known = step === null ? null : steps[step - 1];
  if (step === null || (known?.share === share && known.segment === segment)) return;
  const had = nextStep([{ share, segment }], 0);
  const has = nextStep(steps, step - 1) || "none";
  throw new UserError(
    `step ${step} of ${rollout.name}-${rollout.number} had ${had}; the ramp that is known has ${has}`,
    {
      remedy: 'Replay it with a configuration whose section "rollouts" has the steps of then.',
    },
  );
}

interface Moved {
  readonly candidate: string;
  readonly stable: string;
  readonly number: number;
  readonly state: RolloutState;
}

/** As the log would have it. */
function moveOf(
  time: number,
  index: number,
  { steps }: Ramp,
  { candidate, stable, number, state }: Moved,
): RolloutEntry {
  const step = steps[index];
  if (step === undefined) throw new UserError(`step-starts has more times than the ramp has steps, ${steps.length}`);
  const side = { state: null, flag: null, denials: "0".repeat(64), segment: step.segment };
  return {
    version: 1,
    sequence: index + 1,
    previous: null,
    rollout: { name: state.name, number },
    flag: state.flag,
    move: index === 0 ? "start" : "advance",
    on: new Date(time).toISOString(),
    by: { actor: "recorded", via: "recorded", run: null },
    why: null,
    pullRequest: null,
    candidate,
    stable,
    before: { ...side, phase: "idle", step: null, share: 0 },
    after: { ...side, phase: "running", step: index + 1, share: step.share },
    denied: null,
    allowed: null,
    evidence: [],
    request: null,
    signature: null,
  };
}

async function digestOf(
  input: string,
  reference: string | undefined,
  login: RegistryLogin,
  ports: Ports,
): Promise<string> {
  if (reference === undefined) throw new UserError(`${input} is missing: a replay with step-starts needs it`);
  return `sha256:${(await resolveAnywhere(reference, ports, login)).sha256}`;
}
