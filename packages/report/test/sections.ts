import type { VersionRef } from "@airworthy/evidence";
import type { ReportContext } from "../src/report.ts";
import type { ReportRow, ReportSection } from "../src/section.ts";

export const CANDIDATE: VersionRef = {
  name: "review-sentiment",
  version: "2.0.0",
  sha256: "9f2c".repeat(16),
  digestOf: "package",
};
export const BASELINE: VersionRef = {
  name: "review-sentiment",
  version: "1.4.0",
  sha256: "77aa".repeat(16),
  digestOf: "package",
};

export const CONTEXT: ReportContext = {
  tool: { name: "Airworthy", version: "0.1.0" },
  commit: "abc1234def5678abc1234def5678abc1234def56",
  repository: "https://example.com/acme/models",
  evidenceFiles: 4,
};

/** A stable row, but for what is given. */
export function row(what: string, given: Partial<ReportRow> = {}): ReportRow {
  return {
    change: "stable",
    verdict: "pass",
    what,
    was: "71.9 %",
    now: "71.9 %",
    difference: "no difference",
    reason: "stable",
    severity: 0,
    ...given,
  };
}

/** A passing section about CANDIDATE and BASELINE, but for what is given. */
export function section(given: Partial<ReportSection> = {}): ReportSection {
  return {
    title: "Metrics",
    verdict: "pass",
    headline: "Nothing changed.",
    candidate: CANDIDATE,
    baseline: BASELINE,
    rows: [],
    folds: [],
    facts: [],
    commands: [],
    ...given,
  };
}

export const REGRESSION = row("negation, fails", {
  change: "regression",
  verdict: "fail",
  was: "15.2 %",
  now: "79.6 %",
  difference: "▲ 64.4 pp worse",
  reason: "regression",
  severity: 0.644,
});

/** A report of two sections with a row of every standing. */
export const SECTIONS: readonly ReportSection[] = [
  section({
    title: "Behaviour",
    verdict: "fail",
    headline: "Simple negation fails in 79.6 % of cases, was 15.2 %",
    rows: [row("typos, fails", { change: "possible-regression", verdict: "warn", reason: "to watch" }), REGRESSION],
    folds: [
      {
        kind: "fold",
        summary: "5 worst of 322 new failures",
        blocks: [
          {
            kind: "table",
            columns: [{ title: "text", align: "left" }],
            rows: [["I don't like the seats | @team #12"]],
          },
          { kind: "code", text: "{\n  <b>\n}", language: "json" },
        ],
      },
    ],
    facts: ["4,120 cases", "seed 7"],
    commands: ["npx airworthy test-behavior --suite suite.yml"],
  }),
  section({
    verdict: "warn",
    headline: "Accuracy on amazon may fall",
    rows: [
      row("accuracy, yelp", { change: "improvement", reason: "improvement" }),
      row("accuracy, imdb", { change: "insufficient-evidence", verdict: "inconclusive", reason: "12 rows" }),
      ...Array.from({ length: 31 }, (_, slice) => row(`accuracy, slice ${slice}`)),
    ],
    facts: ["3,003 reviews", "seed 7"],
    commands: ["npx airworthy compare-metrics --candidate a.jsonl"],
  }),
];
