import { createStatement, type InputFile, type Statement, sha256, subjectOf, type Verdict } from "@airworthy/evidence";
import { findingInWords } from "../words/finding.ts";
import { headlineOf } from "../words/headline.ts";
import { MOST_NAME_CHARACTERS } from "./fields.ts";
import type { CanaryFinding } from "./finding.ts";
import { changeOf, stateOf, verdictsOf } from "./guardrail.ts";
import { CANARY_TYPE, type CanaryPredicate, parseCanary } from "./predicate.ts";
import type { Exposure } from "./ramp.ts";
import { verdictOf } from "./self-checks.ts";

/** What was measured of one metric, in all or in a group of users. */
export type Measured = Omit<CanaryFinding, "id" | "verdict" | "reasonCode" | "change" | "headline">;

/** What a metric stands for while nothing can be concluded of it, and why: "warn", say, at a step that proves nothing yet. */
export interface Open {
  readonly verdict: Verdict;
  readonly reasonCode: string;
}

/** What a look found and decided, as the judge has it. */
export type Analysis = Pick<
  CanaryPredicate,
  | "rollout"
  | "candidate"
  | "baseline"
  | "judge"
  | "exposure"
  | "ramp"
  | "sampleRatio"
  | "findings"
  | "decision"
  | "reasonCode"
  | "why"
  | "next"
  | "timeline"
  | "dataQuality"
  | "commands"
>;

/** What the evidence says of the run that made it. */
export interface AnalysisRun {
  readonly inputs: readonly InputFile[];
  readonly tool: { readonly name: string; readonly version: string };
  readonly seed: number | null;
  readonly startedOn: string;
  readonly finishedOn: string;
}

/** A finding: its verdict and change follow from the interval, and only where that is open from what the judge says. */
export function createFinding(measured: Measured, open: Open, exposure: Pick<Exposure, "of">): CanaryFinding {
  const verdicts = verdictsOf(measured);
  const [only = "inconclusive", ...others] = verdicts;
  // What is not measured is never merely watched.
  const opened = verdicts.includes(open.verdict) ? open.verdict : "inconclusive";
  const verdict = others.length === 0 ? only : opened;
  const state = stateOf(measured);
  const reasonCode = state === "unmeasured" ? open.reasonCode : REASON_CODES[state];
  const slice = measured.slice === null ? "" : `?${new URLSearchParams(measured.slice.map(pairOf)).toString()}`;
  const finding = { ...measured, id: shortened(`${measured.metric}${slice}`), verdict, reasonCode };
  const known = { ...finding, change: changeOf(measured, verdict) };
  return { ...known, headline: findingInWords(known, exposure.of) };
}

/**
 * The evidence of a look. Throws a UserError where the parts contradict each other: no statement is made that would not be
 * read.
 */
export function createCanary(analysis: Analysis, run: AnalysisRun): Statement<CanaryPredicate> {
  const predicate: CanaryPredicate = {
    ...analysis,
    verdict: verdictOf(analysis),
    headline: headlineOf(analysis),
    ...run,
    inputs: [...run.inputs],
    volatile: ["startedOn", "finishedOn"],
  };
  const statement = createStatement(subjectOf(analysis.candidate), CANARY_TYPE, predicate);
  parseCanary({ ...statement, predicate: { ...predicate } });
  return statement;
}

const ID_DIGITS = 16;

const REASON_CODES = {
  breached: "margin-breached",
  proven: "margin-proven",
  unproven: "margin-not-proven",
  unguarded: "for-information",
} as const;

/** A name of many letters beyond ASCII takes nine characters a letter: its end is then told by a digest. */
function shortened(id: string): string {
  if (id.length <= MOST_NAME_CHARACTERS) return id;
  return `${id.slice(0, MOST_NAME_CHARACTERS - ID_DIGITS - 1)}~${sha256(id).slice(0, ID_DIGITS)}`;
}

function pairOf({ column, value }: NonNullable<CanaryFinding["slice"]>[number]): [string, string] {
  return [column, value];
}
