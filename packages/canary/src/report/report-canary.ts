import type { Statement } from "@airworthy/evidence";
import { formatCount, formatCounted, type HeadlineMetric, type ReportSection, type Text } from "@airworthy/report";
import { DECISION_WORDS } from "../evidence/decision.ts";
import { stateOf } from "../evidence/guardrail.ts";
import { type CanaryPredicate, parseCanary } from "../evidence/predicate.ts";
import { isSplitJudged } from "../evidence/self-checks.ts";
import { kayentaRows } from "../kayenta/report-rows.ts";
import { headlineOf, moreUnits, whenKnown } from "../words/headline.ts";
import { shareInWords, timeInWords } from "../words/plain.ts";
import { chartFold } from "./chart-fold.ts";
import { findingRows } from "./finding-rows.ts";
import { drawRamp, qualityFold, rampFold, timelineFold } from "./folds.ts";
import { scoredMetrics, scoreFact, scoreFold } from "./kayenta-fold.ts";
import { splitFact, splitRows } from "./split.ts";

/** Enough for a trend; the table has the rest. */
const MOST_METRICS = 5;

/** What an analysis of a rollout has to say in a report. Throws a UserError where its predicate is not valid. */
export function reportCanary(statement: Statement): ReportSection {
  const predicate = parseCanary(statement);
  const { verdict, decision, candidate, baseline, findings, judge } = predicate;
  const isByKayenta = judge.name === "kayenta";
  return {
    title: "Canary",
    verdict,
    word: DECISION_WORDS[decision],
    headline: headlineOf(predicate),
    candidate,
    baseline,
    rows: [...splitRows(predicate), ...(isByKayenta ? kayentaRows(judge) : findingRows(predicate))],
    folds: [
      ...(isByKayenta ? [scoreFold(judge)] : []),
      rampFold(predicate),
      timelineFold(predicate),
      ...qualityFold(predicate),
      ...chartFold(findings),
    ],
    facts: factsOf(predicate),
    commands: [],
    steps: stepsOf(predicate),
    metrics: metricsOf(predicate),
  };
}

function factsOf(predicate: CanaryPredicate): readonly string[] {
  const { exposure, ramp, judge } = predicate;
  const { of, share, units } = exposure;
  const step = `step ${ramp.position} of ${ramp.steps.length}`;
  const counted = `${formatCount(units.candidate)} ${of} of the candidate, ${formatCount(units.baseline)} of the baseline`;
  // Where nobody asks for the split, nobody counts either.
  const isCounted = isSplitJudged(predicate);
  return [
    `${drawRamp(ramp)} ${shareInWords(share)} of ${of} (${step})`,
    ...(isCounted ? [counted] : []),
    judge.name === "kayenta" ? scoreFact(judge) : marginsFact(predicate),
    ...(isCounted ? [splitFact(predicate)] : []),
  ];
}

/** "4 of 5 margins proven". */
function marginsFact({ findings }: CanaryPredicate): string {
  const guarded = findings.filter(({ margin }) => margin !== null);
  const proven = guarded.filter((finding) => stateOf(finding) === "proven").length;
  return `${formatCount(proven)} of ${formatCounted(guarded.length, "margin")} proven`;
}

/** What happens next, and how a reader stops it. */
function stepsOf(predicate: CanaryPredicate): readonly Text[] {
  const { next, commands, exposure } = predicate;
  const { what, at, samplesNeeded, secondsNeeded } = next;
  const when = at === null ? "" : ` at ${timeInWords(at)}`;
  const isKnown = secondsNeeded !== null || samplesNeeded !== null;
  const needed = secondsNeeded === null || samplesNeeded === null ? "" : ` (${moreUnits(samplesNeeded, exposure.of)})`;
  const known = isKnown ? `; ${whenKnown(predicate)}${needed}` : "";
  const share = `${shareInWords(exposure.share)} of ${exposure.of}`;
  return [
    ...(what === "" ? [] : [`${what}${when}${known}`]),
    ...command(`to hold it at ${share}: `, commands.hold),
    ...command("to stop it, back to the baseline for everybody: ", commands.stop),
  ];
}

function command(words: string, text: string | null): readonly Text[] {
  return text === null ? [] : [[words, { kind: "code", text }]];
}

/** The metrics of all users, in the order of the plan. */
function metricsOf({ findings, judge }: CanaryPredicate): readonly HeadlineMetric[] {
  if (judge.name === "kayenta") return scoredMetrics(judge).slice(0, MOST_METRICS);
  return findings
    .flatMap(({ metric: name, slice, candidate: { value }, unit, better }) =>
      slice === null && value !== null ? [{ name, value, unit, better }] : [],
    )
    .slice(0, MOST_METRICS);
}
