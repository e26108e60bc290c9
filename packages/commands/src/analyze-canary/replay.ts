import { resolve } from "node:path";
import type { Analysis } from "@airworthy/canary";
import { canonicalJson, secondsOf, UserError } from "@airworthy/evidence";
import { type RolloutEntry, rolloutId, type Underway } from "@airworthy/rollout";
import type { Outcome, Ports } from "@airworthy/runtime";
import { writeWhole } from "@airworthy/storage";
import { type CanaryInputs, type CanaryOutputs, NO_OUTPUTS } from "./inputs.ts";
import { makeLook } from "./make-look.ts";
import { type Opened, type OpenedRollout, openRollout } from "./open-rollout.ts";
import { readTime } from "./read-time.ts";
import { recordedOf } from "./recorded.ts";
import { replayBlocks } from "./replay-blocks.ts";
import { stateAt } from "./state-at.ts";
import { stepToLookAt } from "./step.ts";

/** Days of looks every minute; each reads the events anew. */
const MOST_LOOKS = 10_000;

/** A look that would have been, and what it would have said. */
export interface ReplayedLook {
  /** ISO 8601. */
  readonly at: string;
  readonly step: number;
  readonly share: number;
  /** Null where the step has nobody to compare with. */
  readonly analysis: Analysis | null;
}

/** Judges recorded events as looks at past times would have: nothing is moved, and no evidence is written. */
export async function replay(opened: Opened): Promise<Outcome<CanaryOutputs>> {
  const { inputs, ports } = opened;
  const rollout = await openRollout(opened);
  const looks = await ports.log.group("Replay", () => replayed(rollout, opened));
  if (looks.length === 0) {
    throw new UserError("the replay has no look: nobody had a candidate in that time", {
      remedy: "Give since and until of the rollout, or step-starts where the audit log does not have it.",
    });
  }
  await write(inputs.decisions, looks, ports);
  const decisions = looks.map(({ analysis }) => analysis?.decision ?? "by time");
  const rollback = looks.find(({ analysis }) => analysis?.decision === "rollback");
  const ends = rollback === undefined ? "none says to roll back" : `the first to roll back is that of ${rollback.at}`;
  return {
    verdict: "pass",
    reasonCode: "replayed",
    headline: `${looks.length} looks replayed: ${ends}`,
    outputs: {
      ...NO_OUTPUTS,
      decision: decisions.at(-1) ?? "",
      why: looks.at(-1)?.analysis?.why ?? "",
      rollout: `${rollout.state.name}-${rollout.number}`,
      step: String(looks.at(-1)?.step ?? ""),
      share: String(looks.at(-1)?.share ?? ""),
      decisions: inputs.decisions,
    },
    evidence: [],
    summary: replayBlocks(looks),
    annotations: [],
  };
}

async function replayed(rollout: OpenedRollout, { inputs, ports }: Opened): Promise<readonly ReplayedLook[]> {
  const recorded = await recordedOf(rollout, inputs, ports);
  const looks: ReplayedLook[] = [];
  let previous: Pick<Analysis, "timeline"> | null = null;
  for (const time of timesOf(inputs)) {
    ports.signal.throwIfAborted();
    const state = stateAt(recorded, time);
    if (state === null) continue;
    const log = recorded.log.filter(({ on }) => Date.parse(on) <= time);
    const look: ReplayedLook = await lookAt({ rollout, state, log, previous, time }, ports);
    looks.push(look);
    previous = look.analysis ?? previous;
  }
  return looks;
}

interface Past {
  readonly rollout: OpenedRollout;
  readonly state: Underway;
  readonly log: readonly RolloutEntry[];
  readonly previous: Pick<Analysis, "timeline"> | null;
  readonly time: number;
}

async function lookAt({ rollout, state, log, previous, time }: Past, ports: Ports): Promise<ReplayedLook> {
  const now = new Date(time).toISOString();
  const step = stepToLookAt(state, log);
  const common = { at: now, step: state.step, share: state.ramp.steps[state.step - 1]?.share ?? 1 };
  if (step === null) return { ...common, analysis: null };
  const analysis = await makeLook(rollout.canary, { now, state, step, log, previous }, ports);
  ports.log.info(`${now} ${rolloutId(state)} step ${state.step}: ${analysis.decision}, ${analysis.why}`);
  return { ...common, analysis };
}

function timesOf({ since, until, every }: CanaryInputs): readonly number[] {
  const [first, last] = [readTime("since", since), readTime("until", until)];
  if (last < first) throw new UserError(`until: ${until} was given, which is before since, ${since}`);
  const seconds = secondsOf(every);
  if (seconds === null) {
    throw new UserError(`every: ${JSON.stringify(every.slice(0, 120))} was given; a duration such as 15m is allowed`);
  }
  const count = Math.floor((last - first) / (seconds * 1_000)) + 1;
  if (!(count >= 1 && count <= MOST_LOOKS)) {
    throw new UserError(`since, until and every make ${Math.max(0, count)} looks; 1 to ${MOST_LOOKS} are allowed`);
  }
  return Array.from({ length: count }, (_, index) => first + index * seconds * 1_000);
}

async function write(file: string, looks: readonly ReplayedLook[], ports: Ports): Promise<void> {
  await writeWhole(resolve(ports.cwd, file), looks.map((look) => `${canonicalJson(lineOf(look))}\n`).join(""), file);
}

function lineOf({ analysis, ...look }: ReplayedLook): object {
  if (analysis === null) return { ...look, decision: null };
  const { decision, reasonCode, why, next, exposure, sampleRatio, findings, dataQuality, judge } = analysis;
  const found = judge.name === "kayenta" ? { judge } : { findings };
  return { ...look, decision, reasonCode, why, next, units: exposure.units, sampleRatio, dataQuality, ...found };
}
