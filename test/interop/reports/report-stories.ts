import { composeReport, type Report, type ReportSection } from "@airworthy/report";
import { ROLLING_BACK, statementOf, UNDECIDED } from "../../../packages/canary/fixtures/example.ts";
import { reportCanary } from "../../../packages/canary/src/report/report-canary.ts";
import { HOSTILE_NAMES } from "../../../packages/report/test/hostile.ts";
import { CANDIDATE, CONTEXT, row, section } from "../../../packages/report/test/sections.ts";
import { BAD_BEHAVIOR, BAD_SLICES, FEW_ROWS, GOOD_METRICS, MANY_ROWS, NO_NUMBER } from "./story-sections.ts";

/** A report that a pull request may get, under the name of its files. */
export interface ReportStory {
  readonly name: string;
  readonly report: Report;
}

/** Every kind of report. */
export const REPORT_STORIES: readonly ReportStory[] = [
  story("all-well", [GOOD_METRICS]),
  story("regression", [BAD_BEHAVIOR, GOOD_METRICS]),
  story("undecided", [FEW_ROWS]),
  story("could-not-be-checked", [NO_NUMBER, GOOD_METRICS]),
  story("nothing-reported", []),
  story("several-candidates", [...candidates()]),
  story("slices", [BAD_SLICES]),
  story("many-rows", [MANY_ROWS]),
  story("hostile-names", [hostile()]),
  story("canary-undecided", [reportCanary(statementOf(UNDECIDED))]),
  story("canary-rolling-back", [reportCanary(statementOf(ROLLING_BACK))]),
];

/** The report of a story by its name. */
export function reportNamed(name: string): Report {
  const found = REPORT_STORIES.find((story) => story.name === name);
  if (found === undefined) throw new TypeError(`there is no story ${name}`);
  return found.report;
}

function story(name: string, sections: readonly ReportSection[]): ReportStory {
  return { name, report: composeReport(sections, { ...CONTEXT, evidenceFiles: sections.length }) };
}

/** The same comparison of three candidates, of which one got worse. */
function candidates(): readonly ReportSection[] {
  return ["small", "medium", "large"].map((size, index) => ({
    ...(size === "small" ? BAD_BEHAVIOR : GOOD_METRICS),
    title: `Metrics of ${size}`,
    candidate: { ...CANDIDATE, name: `review-sentiment-${size}`, sha256: `${index}${index}ab`.repeat(16) },
  }));
}

/** Names that would do something if they could, wherever a model's author may write one. */
function hostile(): ReportSection {
  const names = HOSTILE_NAMES.filter((name) => name.trim() !== "");
  const [first = ""] = names;
  return section({
    title: first,
    verdict: "fail",
    headline: names.slice(1, 12).join(" "),
    candidate: { ...CANDIDATE, name: "[x](javascript:alert(1)) @team", version: "<b>#12</b>" },
    rows: names.map((name, index) =>
      row(name, { change: "regression", verdict: "fail", reason: name, difference: name, severity: -index }),
    ),
    folds: names.slice(0, 12).map((name) => ({
      kind: "fold",
      summary: name,
      blocks: [
        { kind: "code", text: name, language: "json" },
        { kind: "list", items: names },
      ],
    })),
    facts: names.slice(12, 20),
    commands: names.slice(20, 24),
    examples: { total: names.length, worst: names.map((name) => ({ of: name, text: name, severity: 1 })) },
    acceptance: { file: "```.yml", language: "mermaid", text: "```\n</details>\n<!-- airworthy:report -->" },
  });
}
