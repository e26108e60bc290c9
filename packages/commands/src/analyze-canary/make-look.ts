import {
  type Analysis,
  type AskedStep,
  type CanaryPredicate,
  judge,
  judgeByKayenta,
  type KayentaLook,
} from "@airworthy/canary";
import type { VersionRef } from "@airworthy/evidence";
import { flagVersion, hexOf, type RolloutEntry, rolloutId, type Underway, type Version } from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";
import { collectKayenta, collectLook } from "./collect.ts";
import type { ReadCanary } from "./read-canary-plan.ts";
import type { LookedAt } from "./step.ts";
import { timelineBefore } from "./timeline.ts";

/** As packages are called that say no version: "sha256:" and twelve digits. */
const SHORT_DIGEST = "sha256:".length + 12;

/** A rollout at a time, and what is known of it. */
export interface Moment {
  /** ISO 8601. */
  readonly now: string;
  readonly state: Underway;
  readonly step: LookedAt;
  readonly log: readonly RolloutEntry[];
  /** The latest look before; null where there is none. */
  readonly previous: Pick<CanaryPredicate, "timeline"> | null;
}

/** Collects and judges: a look at a rollout. */
export async function makeLook(read: ReadCanary, moment: Moment, ports: Ports): Promise<Analysis> {
  const known = knownOf(moment);
  const asked = askedOf(moment);
  if (read.judge === "kayenta") {
    return judgeByKayenta({ ...known, config: read.config, ...(await collectKayenta(read, asked, ports)) });
  }
  return judge({ ...known, plan: read.plan, ...(await collectLook(read, asked, ports)) });
}

function askedOf({ now, state, step, log }: Moment): AskedStep {
  const { flag, candidate, stable } = state;
  return {
    flag,
    version: flagVersion({ ...state, step: step.position }),
    digests: { candidate: candidate.digest, baseline: stable.digest },
    segment: step.segment,
    excluded: step.excluded,
    from: step.startedOn,
    began: log.find(({ move }) => move === "start")?.on ?? null,
    until: step.endedOn,
    now,
  };
}

/** What is known before any source is asked. */
function knownOf({ now, state, step, log, previous }: Moment): Omit<KayentaLook, "config" | "exposures" | "series"> {
  const { position, share, startedOn } = step;
  return {
    now,
    rollout: { id: rolloutId(state), flag: state.flag, model: state.model },
    candidate: versionOf(state.candidate, state),
    baseline: versionOf(state.stable, state),
    ramp: {
      steps: state.ramp.steps.map(({ share: of, segment, bakeSeconds }) => ({ share: of, segment, bakeSeconds })),
      position: state.step,
      stepStartedOn: state.stepStartedOn,
    },
    isHeld: state.phase === "held",
    compared: { position, share, startedOn },
    ...timelineBefore(previous, log),
  };
}

function versionOf({ digest, version }: Version, { model }: Underway): VersionRef {
  return {
    name: model,
    version: version ?? digest.slice(0, SHORT_DIGEST),
    sha256: hexOf(digest),
    digestOf: "package",
  };
}
