import {
  CHECK_BUDGET,
  COMMENT_BUDGET,
  composeReport,
  formatReport,
  type Report,
  type ReportContext,
  renderMarkdown,
  renderTerminal,
  SUMMARY_BUDGET,
} from "@airworthy/report";
import { renderPage } from "@airworthy/report/page";
import type { BenchRow } from "./bench-row.ts";
import { changedSection, stableSection } from "./render-report/sections.ts";
import { median, spreadOf, told } from "./spread.ts";

const ROWS = 10_000;
const ROUNDS = 15;
/** The engine compiles in these. */
const WARM_UP = 5;
const LIMIT_MS = 100;

const CONTEXT: ReportContext = {
  tool: { name: "Airworthy", version: "0.1.0" },
  commit: "abc1234def5678abc1234def5678abc1234def56",
  repository: "https://github.com/acme/models",
  evidenceFiles: 1,
};

/** Reports of 10,000 rows, all changed or all stable: composed and rendered for GitHub's three surfaces, as files, on a terminal. */
export async function bench(): Promise<BenchRow[]> {
  const sections = [
    ["changed", changedSection(ROWS)],
    ["stable", stableSection(ROWS)],
  ] as const;
  return sections.flatMap(([kind, section]) => {
    const report = composeReport([section], CONTEXT);
    const measured = [
      ["composed, and as comment, check and summary", () => renderSurfaces(composeReport([section], CONTEXT))],
      ["as report.md, every row", () => renderMarkdown(report.blocks)],
      ["as report.json, every row", () => formatReport(report, [])],
      ["as a page", () => renderPage(report)],
      ["on a terminal, every row", () => renderTerminal(report.blocks, { width: 120, color: true })],
    ] as const;
    return measured.map(([what, work]) => {
      return rowOf(`report of ${ROWS.toLocaleString("en")} ${kind} rows, ${what}`, timesOf(work));
    });
  });
}

function renderSurfaces({ blocks }: Report): number {
  const budgets = [COMMENT_BUDGET, CHECK_BUDGET, SUMMARY_BUDGET];
  return budgets.reduce((sum, budget) => sum + renderMarkdown(blocks, budget).text.length, 0);
}

function rowOf(what: string, times: readonly number[]): BenchRow {
  const share = spreadOf(times.map((ms) => ms / LIMIT_MS));
  return {
    what,
    ours: `${median(times).toFixed(0)} ms`,
    against: `limit ${LIMIT_MS} ms`,
    ratio: `${share.median.toFixed(2)} of the limit`,
    ...told(share, 2),
    aim: `under ${LIMIT_MS} ms`,
    reached: share.median < 1,
  };
}

/** Milliseconds, in each round. */
function timesOf(work: () => unknown): number[] {
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const started = performance.now();
    work();
    if (round >= WARM_UP) times.push(performance.now() - started);
  }
  return times;
}
