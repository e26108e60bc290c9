import type { Statement } from "@airworthy/evidence";
import { formatCount, formatCounted, formatPercent, type ReportSection } from "@airworthy/report";
import { type BaselineOrigin, type ComparisonPredicate, parseComparison } from "../evidence/predicate.ts";
import { chartFolds } from "./chart-folds.ts";
import { commandOf } from "./command.ts";
import { changedTestsFold, examplesFold, searchFold, statisticsFold, waiversFold } from "./detail-folds.ts";
import { findingRows } from "./finding-rows.ts";

const DAY = 24 * 60 * 60 * 1000;
const COMMIT_DIGITS = 7;

const TITLES = { rows: "Metrics", tests: "Test results", metrics: "Metrics" } as const;

/** What a comparison has to say in a report. Throws a UserError where its predicate is not valid. */
export function reportComparison(statement: Statement): ReportSection {
  const predicate = parseComparison(statement);
  const { kind, verdict, headline, candidate, baseline, findings, settings } = predicate;
  return {
    title: TITLES[kind],
    verdict,
    headline,
    candidate,
    baseline,
    rows: findingRows(findings, settings.alpha),
    folds: [
      ...examplesFold(predicate),
      ...searchFold(predicate),
      ...waiversFold(predicate),
      ...changedTestsFold(predicate),
      ...chartFolds(predicate),
      statisticsFold(predicate),
    ],
    facts: factsOf(predicate),
    commands: [commandOf(predicate)],
  };
}

function factsOf(predicate: ComparisonPredicate): string[] {
  const { kind, data, baseline, origin, noBaseline, flips, settings, seed, findings } = predicate;
  const noun = kind === "tests" ? "test" : baseline === null ? "row" : "paired row";
  const isDrawn = findings.some(({ resamples }) => resamples > 0);
  return [
    ...(origin === null ? [] : originInWords(origin, predicate.startedOn)),
    ...(noBaseline === null ? [] : [`no baseline: ${noBaseline}`]),
    ...(data.rows === null ? [] : [formatCounted(data.rows, noun)]),
    ...(flips === null
      ? []
      : [`${formatCounted(flips.negative, "negative flip")} (${formatPercent(flips.negative / flips.rows)})`]),
    ...(settings.cluster === null ? [] : [`clustered by ${settings.cluster}`]),
    ...(settings.weighted ? ["weighted"] : []),
    ...(isDrawn ? [`seed ${seed}`] : []),
  ];
}

/** "baseline of abc1234, 3 commits before the merge base, 2 days old". */
function originInWords({ how, commit, distance, committedOn, note }: BaselineOrigin, at: string): string[] {
  if (how === "given" || commit === null) return note === null ? [] : [note];
  const days = committedOn === null ? null : Math.floor((Date.parse(at) - Date.parse(committedOn)) / DAY);
  const words = [
    `baseline of ${commit.slice(0, COMMIT_DIGITS)}`,
    ...(distance === null
      ? []
      : [distance === 0 ? "the merge base" : `${formatCounted(distance, "commit")} before the merge base`]),
    ...(days === null || Number.isNaN(days) || days < 0
      ? []
      : [days === 0 ? "today's" : `${formatCount(days)} ${days === 1 ? "day" : "days"} old`]),
    ...(note === null ? [] : [note]),
  ];
  return [words.join(", ")];
}
