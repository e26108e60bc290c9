import { type Block, type Fold, formatCount, formatCounted, formatValue, type Text } from "@airworthy/report";
import type { ComparisonFinding } from "../evidence/finding.ts";
import type { ComparisonPredicate } from "../evidence/predicate.ts";
import { formatPValue, sliceInWords } from "../evidence/wording.ts";
import { findingName } from "./finding-rows.ts";

const SHOWN_CLASSES = 20;
const SHOWN_TESTS = 20;

/** The rows to look at first, with what was expected and what both versions answered. */
export function examplesFold({ examples, flips }: ComparisonPredicate): Fold[] {
  if (examples.length === 0) return [];
  const summary =
    flips === null
      ? `The ${examples.length} rows that lost most`
      : `${examples.length} of ${formatCounted(flips.negative, "row")} that were right and are wrong now`;
  const hasLabels = examples.some(({ expected }) => expected !== null);
  const columns = ["id", ...(hasLabels ? ["expected"] : []), "was", "now"];
  return [
    fold(summary, [
      {
        kind: "table",
        columns: columns.map((title) => ({ title, align: "left" })),
        rows: examples.map(({ id, expected, baseline, candidate }): Text[] => [
          { kind: "code", text: id },
          ...(hasLabels ? [expected ?? ""] : []),
          baseline,
          candidate,
        ]),
      },
    ]),
  ];
}

/** What the search through slices came to. */
export function searchFold({ search, settings, findings }: ComparisonPredicate): Fold[] {
  if (search === null) return [];
  const { metric, columns, searched, worst } = search;
  const summary = `${formatCounted(searched, "slice")} searched by ${metric}`;
  const how = `Every value of ${columns.join(", ")} and every pair of them with enough rows.`;
  const none = searched === 0 ? "There was none." : "None lost anything.";
  if (worst === null) return [fold(summary, [paragraph(`${how} ${none}`)])];
  const unit = findings.find((finding) => finding.metric === metric)?.unit ?? "rate";
  const { slice, rows, adjustedPValue, candidate, baseline } = worst;
  const verdict = adjustedPValue <= settings.alpha ? "which chance does not explain" : "which chance explains";
  return [
    fold(summary, [
      paragraph(
        `${how} The surest loss is where ${sliceInWords(slice)}: ${formatValue(candidate, unit)}, was ` +
          `${formatValue(baseline, unit)} (${formatCounted(rows, "row")}), ${verdict}: ` +
          `${formatPValue(adjustedPValue)} after Holm's correction over all ${searched}.`,
      ),
    ]),
  ];
}

/** Waivers that did nothing: whoever owns them should take them out. */
export function waiversFold({ waivers, findings }: ComparisonPredicate): Fold[] {
  const waived = findings.filter(({ waiver }) => waiver !== null);
  if (waivers === null || waived.length + waivers.idle.length === 0) return [];
  const where = waivers.commit === null ? "" : `, as of ${waivers.commit.slice(0, 7)}`;
  const rows = [
    ...waived.map((finding): Text[] => [
      findingName(finding),
      finding.waiver?.owner ?? "",
      finding.waiver?.expires ?? "",
      finding.waiver?.reason ?? "",
    ]),
    ...waivers.idle.map((idle): Text[] => [findingName(idle), idle.owner, idle.expires, `did nothing: ${idle.reason}`]),
  ];
  return [
    fold(`${waived.length} waived, ${formatCounted(waivers.idle.length, "idle waiver")}${where}`, [
      {
        kind: "table",
        columns: ["what", "owner", "until", "why"].map((title) => ({ title, align: "left" })),
        rows,
      },
    ]),
  ];
}

/** Tests that only one side has. */
export function changedTestsFold({ kind, added, removed }: ComparisonPredicate): Fold[] {
  const what = kind === "tests" ? "tests" : "metrics";
  return (
    [
      [`new ${what}`, added],
      [`${what} that are gone`, removed],
    ] as const
  ).flatMap(([title, names]) =>
    names.length === 0 ? [] : [fold(`${formatCount(names.length)} ${title}`, [list(names)])],
  );
}

/** How each metric was decided: the rule in words, and the numbers. */
export function statisticsFold(predicate: ComparisonPredicate): Fold {
  const { findings, kind } = predicate;
  return fold("How the metrics were decided", [
    paragraph(kind === "metrics" ? WITHOUT_ROWS : withRows(predicate)),
    ...classesBlock(predicate),
    {
      kind: "table",
      columns: [
        { title: "metric", align: "left" },
        { title: "rows", align: "right" },
        { title: "interval, test", align: "left" },
        { title: "p", align: "left" },
        { title: "p corrected", align: "left" },
        { title: "margin", align: "right" },
        { title: "rules", align: "left" },
      ],
      rows: findings.map(decisionRow),
    },
  ]);
}

const WITHOUT_ROWS =
  "The files state numbers, not rows: nothing tells how sure they are, but a spread where a file gives one. A metric regresses where " +
  "it is worse by more than its margin, and by more than both spreads together.";

function withRows({ settings }: ComparisonPredicate): string {
  const { alpha, margin, minRows, correction } = settings;
  const corrected = correction === "holm" ? "Holm's" : "Benjamini and Hochberg's";
  return (
    `A metric regresses where it is worse by more than its margin and significantly so: p ≤ ${alpha} after ${corrected} correction ` +
    "over all rows and, apart, over the slices. It is stable where its interval excludes a loss beyond the margin, and may have " +
    "regressed where it is worse and its interval does not. " +
    `The margin is ${margin} (of the baseline, for what is no share) unless the table says otherwise; under ` +
    `${formatCounted(minRows, "row")} nothing is concluded.`
  );
}

function classesBlock({ classes }: ComparisonPredicate): Block[] {
  if (classes.count === 0) return [];
  const shown = classes.names.slice(0, SHOWN_CLASSES).map((name) => JSON.stringify(name.slice(0, 80)));
  const more = classes.count - shown.length;
  return [
    paragraph(
      `Macro metrics are means over the labels that occur: ${shown.join(", ")}${more > 0 ? ` and ${formatCount(more)} more` : ""}.`,
    ),
  ];
}

function decisionRow(finding: ComparisonFinding): Text[] {
  const { rows, methods, resamples, pValue, adjustedPValue, margin, rules } = finding;
  const drawn = resamples === 0 ? "" : ` (${formatCount(resamples)} draws)`;
  const used = [...new Set([methods.interval, methods.test])].filter((method) => method !== null);
  return [
    findingName(finding),
    rows === null ? "" : formatCount(rows),
    `${used.join(", ")}${drawn}`,
    pValue === null ? "" : formatPValue(pValue),
    adjustedPValue === null ? "" : formatPValue(adjustedPValue),
    String(Number(margin.toPrecision(6))),
    rules.map(({ rule, limit, state }) => `${rule} ${limit} ${state}`).join(", "),
  ];
}

function list(names: readonly string[]): Block {
  const more = names.length - SHOWN_TESTS;
  return { kind: "list", items: [...names.slice(0, SHOWN_TESTS), ...(more > 0 ? [`${formatCount(more)} more`] : [])] };
}

function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}

function fold(summary: string, blocks: readonly Block[]): Fold {
  return { kind: "fold", summary, blocks };
}
