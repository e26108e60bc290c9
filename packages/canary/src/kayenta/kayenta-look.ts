import { capText } from "@airworthy/report";
import type { Series } from "@airworthy/signals";
import type { Analysis } from "../evidence/create-canary.ts";
import { currentStep } from "../evidence/ramp.ts";
import { commandsFor } from "../judge/commands.ts";
import { exposedIn } from "../judge/exposed.ts";
import { isFailure, type Look } from "../judge/look.ts";
import { isStale, type Moment, momentOf } from "../judge/moment.ts";
import { needOf } from "../judge/need.ts";
import { bakeEnd, goalOf, nextOf, type Waiting } from "../judge/next.ts";
import type { Ruling } from "../judge/ruling.ts";
import { splitOf } from "../judge/split.ts";
import { timelineOf } from "../judge/timeline.ts";
import { troubleOf } from "../judge/trouble.ts";
import { pairedWindows } from "../judge/windows.ts";
import { canaryPlanOf } from "../plan/plan-of.ts";
import { durationInWords } from "../words/plain.ts";
import type { KayentaConfig } from "./config.ts";
import { decideByKayenta } from "./decide.ts";
import { judgeKayenta } from "./judge.ts";
import { kayentaEvidenceOf } from "./judge-evidence.ts";
import { metricSetPairsOf } from "./metric-set-pairs.ts";

/** All that a look at a rollout is judged by where it is by Kayenta's rules. The config has thresholds. */
export interface KayentaLook extends Omit<Look, "plan" | "collected"> {
  readonly config: KayentaConfig;
}

const PROBLEM_CHARACTERS = 300;

/** What our own rules, of splits and of old data, ask beside Kayenta's: the defaults of a plan, by requests, without metrics of its own. */
const PLAN = canaryPlanOf({ unit: "requests", sources: {}, metrics: {} });

/**
 * What a look at a rollout finds and decides by Kayenta's rules: of all values since the step began, as if it were the only look.
 * Whatever could not be read, or is old, holds the rollout unless the rest of it is a Fail. Throws a UserError for a config
 * without thresholds.
 */
export function judgeByKayenta({ config, ...given }: KayentaLook): Analysis {
  const look: Look = { ...given, plan: PLAN, collected: null };
  const { ramp, rollout, candidate, baseline, isHeld, exposures } = look;
  const [moment, exposed, bakesUntil] = [momentOf(look), exposedIn(look), bakeEnd(ramp, look.now)];
  const { units, quality } = exposed;
  const isSplitAsked = exposures !== null;
  const sampleRatio = splitOf(look, units);
  const judgement = judgeKayenta(config, metricSetPairsOf(look.series, config));
  const problems = problemsOf(look, config, moment);
  const ruling = decideByKayenta(judgement, {
    sampleRatio,
    isSplitAsked,
    trouble: isSplitAsked ? troubleOf(look, exposed, sampleRatio, moment) : null,
    problems,
    isHeld,
    isLastStep: ramp.position === ramp.steps.length,
    bakesUntil,
    isGoingOn: moment.isGoingOn,
  });
  const share = currentStep(ramp)?.share ?? 1;
  const waiting = { judged: [], need: needOf(PLAN, ramp), moment, units, bakesUntil };
  return {
    rollout,
    candidate,
    baseline,
    judge: kayentaEvidenceOf(judgement, { problems, isSplitAsked }),
    exposure: { of: PLAN.unit, share, previousShare: ramp.steps[ramp.position - 2]?.share ?? null, units },
    ramp,
    sampleRatio,
    findings: [],
    ...ruling,
    next: nextByKayenta(ruling, look, waiting, judgement.thresholds.pass),
    timeline: timelineOf(look, ruling, share),
    dataQuality: quality,
    commands: commandsFor(rollout.id, ruling.decision, isHeld),
  };
}

/** By the metric's name: why its values cannot be relied on. One that nobody asked for is none that has no data. */
function problemsOf({ series }: Look, { metrics }: KayentaConfig, moment: Moment): ReadonlyMap<string, string> {
  return new Map(
    metrics.flatMap(({ name }) => {
      const found = series.get(name);
      if (found === undefined) return [[name, "it was not asked for"] as const];
      if (isFailure(found)) return [[name, capText(found.problem, PROBLEM_CHARACTERS)] as const];
      return isOld(found, moment) ? [[name, OLD] as const] : [];
    }),
  );
}

const OLD = `its newest values are more than ${durationInWords(PLAN.freshSeconds)} old`;

/** Of windows that both versions have; without any there are no data, which Kayenta's rules judge. */
function isOld(series: Series, moment: Moment): boolean {
  const { newest } = pairedWindows(series);
  const [first, second] = series.windows;
  const length = second === undefined ? 0 : second.start - (first?.start ?? 0);
  // The last whole window may have ended almost a window ago.
  return newest !== null && isStale(newest + 2 * length, moment);
}

/** More data raise no score for sure, so nothing is forecast of Marginal. */
function nextByKayenta(ruling: Ruling, look: Look, waiting: Waiting, pass: number): Analysis["next"] {
  if (ruling.decision !== "inconclusive") return nextOf(ruling, look, waiting);
  const what = `${goalOf(look)} once the score is ${pass} or more`;
  return { what, at: waiting.bakesUntil, samplesNeeded: null, secondsNeeded: null };
}
