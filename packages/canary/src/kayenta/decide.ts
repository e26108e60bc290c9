import { capText } from "@airworthy/report";
import type { SampleRatio } from "../evidence/sample-ratio.ts";
import { hold, type Ruling } from "../judge/ruling.ts";
import { timeInWords } from "../words/plain.ts";
import type { KayentaJudgement } from "./judge.ts";

/** What a look knows beside the judgement. */
export interface Situation {
  /** Null where the split was not tested. */
  readonly sampleRatio: SampleRatio | null;
  /** Whether the plan says what tells the split; Kayenta's rules do not ask for it. */
  readonly isSplitAsked: boolean;
  /** Why what tells the split cannot be relied on; null where nothing is wrong, or nobody asks. */
  readonly trouble: Ruling | null;
  /** By the metric's name: why its values cannot be relied on. Those of muted metrics are of no matter. */
  readonly problems: ReadonlyMap<string, string>;
  /** Whether a person holds the rollout. */
  readonly isHeld: boolean;
  readonly isLastStep: boolean;
  /** ISO 8601; null where the step has lasted long enough. */
  readonly bakesUntil: string | null;
  /** Whether the step that is compared goes on, so that its data grow. */
  readonly isGoingOn: boolean;
}

const NAME_CHARACTERS = 100;
const PROBLEM_CHARACTERS = 300;
const SHOWN = 3;

/**
 * What a judgement by Kayenta's rules brings about: only a Fail that data bring about goes back, at whatever look; only a Pass
 * goes on, once the step has lasted long enough; Marginal waits. A split that is off and whatever is missing hold.
 */
export function decideByKayenta(judgement: KayentaJudgement, situation: Situation): Ruling {
  const { verdict, reasonCode, classification } = judgement;
  const { trouble, isHeld, bakesUntil, isLastStep } = situation;
  if (verdict === "fail" && classification === "Fail" && isSplitUsable(situation)) {
    return { decision: "rollback", reasonCode, why: whyFailed(judgement) };
  }
  if (trouble !== null) return trouble;
  const unsure = holdForProblems(judgement, situation);
  if (unsure !== null) return unsure;
  // A threshold of 0 lets all pass, what is critical and failed among it.
  if (verdict === "fail") return hold(reasonCode, whyFailed(judgement));
  const cause = HOLDS.get(reasonCode);
  if (cause !== undefined) return hold(reasonCode, cause);
  if (isHeld) return hold("held", "somebody holds it");
  if (bakesUntil !== null) {
    return {
      decision: "inconclusive",
      reasonCode: "bake-not-over",
      why: `its step lasts until ${timeInWords(bakesUntil)}`,
    };
  }
  if (verdict === "inconclusive") return waiting(judgement, situation);
  return { decision: isLastStep ? "promote" : "advance", reasonCode, why: scored(judgement) };
}

const HOLDS: ReadonlyMap<string, string> = new Map([
  ["no-data", "too many metrics, or a critical one, have no data"],
  ["metric-not-judged", "the values of a metric cannot be judged"],
  ["nothing-judged", "no metric is judged"],
]);

function isSplitUsable({ sampleRatio, isSplitAsked }: Situation): boolean {
  return sampleRatio === null ? !isSplitAsked : sampleRatio.ok;
}

function whyFailed(judgement: KayentaJudgement): string {
  const failed = judgement.metrics.filter(({ failsAll, shift, isMuted }) => failsAll && shift !== null && !isMuted);
  if (judgement.reasonCode !== "critical-metric-failed" || failed.length === 0) return scored(judgement);
  const names = namesOf(failed.map(({ pair }) => pair.name));
  return `${names} ${failed.length === 1 ? "is critical and" : "are critical and"} failed by Kayenta's rules`;
}

function scored({ score, classification }: KayentaJudgement): string {
  return `Kayenta's score is ${score} of 100, ${classification}`;
}

/** Names all that cannot be relied on, as far as a line goes, and says of the first what is wrong. */
function holdForProblems({ metrics }: KayentaJudgement, { problems }: Situation): Ruling | null {
  const unsure = metrics.filter(({ isMuted, pair }) => !isMuted && problems.has(pair.name));
  const [first] = unsure;
  if (first === undefined) return null;
  const problem = capText(problems.get(first.pair.name) ?? "", PROBLEM_CHARACTERS);
  return hold("source-failed", `${namesOf(unsure.map(({ pair }) => pair.name))} cannot be relied on: ${problem}`);
}

/** Marginal: more data may tell, where there are to be any. */
function waiting(judgement: KayentaJudgement, { isGoingOn }: Situation): Ruling {
  const { reasonCode } = judgement;
  if (isGoingOn) return { decision: "inconclusive", reasonCode, why: scored(judgement) };
  return hold(reasonCode, `${scored(judgement)}, and nobody has the baseline any more`);
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).map((name) => capText(name, NAME_CHARACTERS));
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
