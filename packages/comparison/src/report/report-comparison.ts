import type { Statement } from "@airworthy/evidence";
import {
  differenceText,
  type Fold,
  formatCount,
  formatCounted,
  formatPercent,
  type ReportRow,
  type ReportSection,
  type Text,
} from "@airworthy/report";
import { severityOf } from "./most-urgent.ts";
import { type ComparisonFinding, type ComparisonPredicate, parseComparison } from "./predicate.ts";
import { better, formatPValue, reasonInWords } from "./wording.ts";

/** File names that a shell takes as they are; others are left for the reader to fill in. */
const PLAIN_WORD = /^[\w./-]+$/;

/** What a comparison has to say in a report. Throws a UserError where its predicate is not valid. */
export function reportComparison(statement: Statement): ReportSection {
  const predicate = parseComparison(statement);
  const { verdict, headline, candidate, baseline, findings, settings, rows, seed } = predicate;
  return {
    title: "Metrics",
    verdict,
    headline,
    candidate,
    baseline,
    rows: findings.map((finding) => rowOf(finding, settings.alpha)),
    folds: [statisticsFold(predicate)],
    facts: [
      formatCounted(rows, baseline === null ? "row" : "paired row"),
      ...(baseline === null ? [] : [`${formatCounted(settings.resamples, "resample")}, seed ${seed}`]),
    ],
    commands: [commandOf(predicate)],
  };
}

function rowOf(finding: ComparisonFinding, alpha: number): ReportRow {
  const { change, verdict, direction, candidate, baseline, difference } = finding;
  return {
    change,
    verdict,
    what: whatOf(finding),
    was: baseline === null ? null : formatPercent(baseline),
    now: formatPercent(candidate),
    difference:
      difference === null
        ? ""
        : differenceText({
            estimate: difference.estimate,
            interval: { ...difference, level: 1 - alpha },
            better: better(direction),
            unit: "rate",
          }),
    reason: reasonInWords(finding),
    severity: severityOf(finding),
  };
}

function whatOf({ metric, slice }: ComparisonFinding): Text {
  return slice === null ? metric : [`${metric}, `, { kind: "code", text: `${slice.column}=${slice.value}` }];
}

function statisticsFold({ findings, settings, classes }: ComparisonPredicate): Fold {
  const { alpha, margin, resamples, minRows } = settings;
  return {
    kind: "fold",
    summary: "How the metrics were decided",
    blocks: [
      {
        kind: "paragraph",
        text:
          "A metric regresses where it is worse by more than its margin and significantly so: accuracy by McNemar's exact " +
          `test, the others by a paired bootstrap of ${formatCounted(resamples, "resample")}, p ≤ ${alpha} after Holm's ` +
          "correction over all rows and, apart, over the slices. It may have regressed where it is worse and its interval " +
          `does not exclude a loss beyond the margin. Margin ${margin} unless the table says otherwise; under ` +
          `${formatCounted(minRows, "row")} nothing is concluded.`,
      },
      { kind: "paragraph", text: `Macro metrics are means over the labels that occur: ${classesInWords(classes)}.` },
      {
        kind: "table",
        columns: [
          { title: "metric", align: "left" },
          { title: "rows", align: "right" },
          { title: "p", align: "left" },
          { title: "p after Holm", align: "left" },
          { title: "margin", align: "right" },
          { title: "rules", align: "left" },
        ],
        rows: findings.map((finding) => [
          whatOf(finding),
          formatCount(finding.rows),
          finding.pValue === null ? "" : formatPValue(finding.pValue),
          finding.adjustedPValue === null ? "" : formatPValue(finding.adjustedPValue),
          String(finding.margin),
          finding.rules.map(({ rule, limit, state }) => `${rule} ${limit} ${state}`).join(", "),
        ]),
      },
    ],
  };
}

function classesInWords(classes: readonly string[]): string {
  const shown = classes.slice(0, 20).map((name) => JSON.stringify(name.slice(0, 80)));
  return classes.length > 20 ? `${shown.join(", ")} and ${classes.length - 20} more` : shown.join(", ");
}

function commandOf({ inputs, slices, classes, settings, seed, findings }: ComparisonPredicate): string {
  const [candidate, baseline] = inputs.map(({ name }) => name);
  const metrics = new Set(findings.map(({ metric }) => metric));
  return [
    "npx airworthy compare-metrics",
    option("candidate", candidate),
    option("baseline", baseline),
    ...[...metrics].map((metric) =>
      metricOption(
        metric,
        findings.filter((finding) => finding.metric === metric),
        settings.margin,
      ),
    ),
    ...(settings.classesDeclared ? classes.map((name) => option("classes", name)) : []),
    ...slices.map((slice) => option("slices", slice)),
    `--alpha ${settings.alpha} --margin ${settings.margin} --min-rows ${settings.minRows}`,
    `--resamples ${settings.resamples} --seed ${seed}`,
  ]
    .filter((word) => word !== "")
    .join(" ");
}

/** The line that asked for a metric, from its findings over all rows and in slices. */
function metricOption(metric: string, findings: readonly ComparisonFinding[], margin: number): string {
  const own = findings.flatMap((finding) => (finding.margin === margin ? [] : [`margin=${finding.margin}`]));
  const rules = findings.flatMap((finding) => finding.rules.map(({ rule, limit }) => `${rule}=${limit}`));
  const settings = [...new Set([...rules, ...own])];
  return settings.length === 0 ? `--metrics ${metric}` : `--metrics "${metric}: ${settings.join(" ")}"`;
}

function option(name: string, value: string | undefined): string {
  if (value === undefined) return "";
  return `--${name} ${PLAIN_WORD.test(value) && !value.startsWith("-") ? value : `<${name}>`}`;
}
