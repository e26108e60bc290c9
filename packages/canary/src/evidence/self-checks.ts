import { type Verdict, worstVerdict } from "@airworthy/evidence";
import { onlyStops } from "./command.ts";
import { type Decision, exposesMore, VERDICT_OF } from "./decision.ts";
import { endsAtOnce } from "./finding.ts";
import { isGoalReached, stateOf } from "./guardrail.ts";
import { type KayentaJudgeEvidence, verdictOfKayenta } from "./kayenta-judge.ts";
import type { CanaryPredicate } from "./predicate.ts";
import { currentStep } from "./ramp.ts";
import { type SampleRatio, verdictOfRatio } from "./sample-ratio.ts";

/** What is to hold between the parts of an analysis, so that none exposes more users than its own numbers allow. */
export interface SelfCheck {
  readonly message: string;
  holds(predicate: CanaryPredicate): boolean;
}

type Found = Pick<CanaryPredicate, "decision" | "findings" | "sampleRatio" | "judge">;

/** The worst of what was decided and what was found. By Kayenta's rules a split that nobody asks for is no finding. */
export function verdictOf({ decision, findings, sampleRatio, judge }: Found): Verdict {
  return worstVerdict([
    VERDICT_OF[decision],
    ...(isSplitJudged({ judge, sampleRatio }) ? [verdictOfRatio(sampleRatio)] : []),
    ...(judge.name === "kayenta" ? [verdictOfKayenta(judge).verdict] : []),
    ...findings.map((finding) => finding.verdict),
  ]);
}

/** Whether the split counts: by Kayenta's rules just where the plan says what tells it. */
export function isSplitJudged({ judge, sampleRatio }: Pick<Found, "judge" | "sampleRatio">): boolean {
  return judge.name === "sequential" || judge.isSplitAsked || sampleRatio !== null;
}

/** Verdicts beyond which a decision is not one that was open. */
const OPEN: Readonly<Record<Decision, readonly Verdict[]>> = {
  advance: ["pass", "warn"],
  promote: ["pass", "warn"],
  hold: ["warn", "inconclusive", "fail", "error"],
  rollback: ["fail", "error"],
  inconclusive: ["inconclusive"],
};

export const SELF_CHECKS: readonly SelfCheck[] = [
  {
    message: "must have the worst verdict of its decision, its sample ratio and its findings",
    holds: (predicate) => predicate.verdict === verdictOf(predicate),
  },
  {
    message: "must not expose more users, nor call for more samples, where something failed or is not known",
    holds: (predicate) => OPEN[predicate.decision].includes(verdictOf(predicate)),
  },
  {
    message: "must guard something where it exposes more users",
    holds: ({ decision, findings, judge }) =>
      !exposesMore(decision) || judge.name === "kayenta" || findings.some(({ margin }) => margin !== null),
  },
  {
    message: "must have findings, or a judgement by Kayenta's rules, which has its own metrics instead",
    holds: ({ judge, findings }) => (judge.name === "kayenta") === (findings.length === 0),
  },
  {
    message:
      "must by Kayenta's rules go on only on a Pass, and back just where data, and a split that is as planned where one is asked for, make a Fail",
    holds: ({ judge, decision, sampleRatio }) => judge.name !== "kayenta" || isAsKayenta(judge, decision, sampleRatio),
  },
  {
    message: "must roll back where safety, privacy or, with a split as planned, a critical metric is breached",
    holds: ({ decision, findings, sampleRatio }) =>
      decision === "rollback" ||
      !findings.some(
        (finding) =>
          stateOf(finding) === "breached" && (endsAtOnce(finding) || (finding.critical && sampleRatio?.ok === true)),
      ),
  },
  {
    message: "must not promote before every margin is proven and every goal reached",
    holds: ({ decision, findings }) =>
      decision !== "promote" ||
      findings.every(
        (finding) =>
          finding.margin === null ||
          (stateOf(finding) === "proven" && (finding.goal === null || isGoalReached(finding))),
      ),
  },
  {
    message: "must have intervals of guarded metrics at least as sure as alpha asks for",
    holds: ({ judge, findings }) =>
      judge.name === "kayenta" ||
      findings.every(
        ({ margin, difference }) => margin === null || difference === null || isSure(difference.level, judge.alpha),
      ),
  },
  {
    message: "must have a step to advance to",
    holds: ({ decision, ramp }) => decision !== "advance" || ramp.position < ramp.steps.length,
  },
  {
    message: "must expose the share of its step",
    holds: ({ exposure, ramp }) => exposure.share === currentStep(ramp)?.share,
  },
  {
    message: "must have two versions that are not the same",
    holds: ({ candidate, baseline }) => candidate.sha256 !== baseline.sha256,
  },
  {
    message: "must not have two findings of one id",
    holds: ({ findings }) => new Set(findings.map(({ id }) => id)).size === findings.length,
  },
  {
    message: "must end its timeline with what it decided",
    holds: ({ timeline, decision, exposure }) => {
      const last = timeline.entries.at(-1);
      if (last === undefined || last.look === null) return false;
      return last.decision === decision && last.share === exposure.share;
    },
  },
  {
    message: "must not have a step or a timeline that goes beyond its last look",
    holds: ({ timeline, ramp }) => Date.parse(ramp.stepStartedOn) <= Date.parse(timeline.entries.at(-1)?.at ?? ""),
  },
  {
    message: "must not count more events of a kind than there are",
    holds: ({ dataQuality: { events, crossover: _, ...kinds } }) =>
      Object.values(kinds).every((kind) => kind <= events),
  },
  {
    message: "must stop and hold by commands that name its rollout and expose nobody",
    holds: ({ commands: { stop, hold }, rollout }) =>
      [stop, hold].every((command) => command === null || onlyStops(command, rollout.id)),
  },
];

/** 1 − alpha is not always what its decimals say. */
const ROUNDING = 1e-9;

/** What is split over several metrics makes each interval surer, never less. */
function isSure(level: number, alpha: number): boolean {
  return level >= 1 - alpha - ROUNDING;
}

function isAsKayenta(judge: KayentaJudgeEvidence, decision: Decision, sampleRatio: SampleRatio | null): boolean {
  if (exposesMore(decision) && judge.classification !== "Pass") return false;
  const isFailed = judge.classification === "Fail" && verdictOfKayenta(judge).verdict === "fail";
  const isSplitUsable = sampleRatio === null ? !judge.isSplitAsked : sampleRatio.ok;
  return (decision === "rollback") === (isFailed && isSplitUsable);
}
