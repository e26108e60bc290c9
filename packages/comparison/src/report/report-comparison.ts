import type { Statement } from "@airworthy/evidence";
import { formatCounted, formatPercent, type ReportSection } from "@airworthy/report";
import { type ComparisonPredicate, parseComparison } from "../evidence/predicate.ts";
import { acceptanceOf } from "./acceptance.ts";
import { baselineCommitOf } from "./baseline-commit.ts";
import { chartFolds } from "./chart-folds.ts";
import { commandOf } from "./command.ts";
import { changedTestsFold, examplesFold, searchFold, statisticsFold, waiversFold } from "./detail-folds.ts";
import { findingRows } from "./finding-rows.ts";
import { headlineMetrics } from "./headline-metrics.ts";
import { worstExamples } from "./worst-examples.ts";

const TITLES = { rows: "Metrics", tests: "Test results", metrics: "Metrics" } as const;

/** What a comparison has to say in a report. Throws a UserError where its predicate is not valid. */
export function reportComparison(statement: Statement): ReportSection {
  const predicate = parseComparison(statement);
  const { kind, verdict, headline, candidate, baseline, findings, settings } = predicate;
  const examples = worstExamples(predicate);
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
    ...(examples === null ? {} : { examples }),
    baselineCommit: baselineCommitOf(predicate),
    acceptance: acceptanceOf(predicate),
    metrics: headlineMetrics(findings),
  };
}

function factsOf(predicate: ComparisonPredicate): string[] {
  const { kind, data, baseline, origin, noBaseline, flips, settings, seed, findings } = predicate;
  const noun = kind === "tests" ? "test" : baseline === null ? "row" : "paired row";
  const isDrawn = findings.some(({ resamples }) => resamples > 0);
  return [
    ...(origin === null || origin.note === null ? [] : [origin.note]),
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
