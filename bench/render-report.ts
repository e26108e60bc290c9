import {
  CHECK_BUDGET,
  COMMENT_BUDGET,
  composeReport,
  type Report,
  type ReportContext,
  renderMarkdown,
  renderTerminal,
  SUMMARY_BUDGET,
} from "@airworthy/report";
import { renderPage } from "@airworthy/report/page";
import type { BenchRow } from "./bench-row.ts";
import { changedSection, stableSection } from "./render-report/sections.ts";

const ROWS = 10_000;
const ROUNDS = 15;
/** The engine compiles in these. */
const WARM_UP = 5;
const LIMIT_MS = 100;
/** A terminal gets every row, over a megabyte, each cell wrapped to its column. */
const TERMINAL_LIMIT_MS = 500;

const CONTEXT: ReportContext = {
  tool: { name: "Airworthy", version: "0.1.0" },
  commit: "abc1234def5678abc1234def5678abc1234def56",
  repository: "https://github.com/acme/models",
  evidenceFiles: 1,
};

/** Reports of 10,000 rows, all changed or all stable: composed and rendered for GitHub's three surfaces, a page, a terminal. */
export async function bench(): Promise<BenchRow[]> {
  const sections = [
    ["changed", changedSection(ROWS)],
    ["stable", stableSection(ROWS)],
  ] as const;
  return sections.flatMap(([kind, section]) => {
    const report = composeReport([section], CONTEXT);
    const measured = [
      [
        "composed, and as comment, check and summary",
        () => renderSurfaces(composeReport([section], CONTEXT)),
        LIMIT_MS,
      ],
      ["as a page", () => renderPage(report), LIMIT_MS],
      ["on a terminal", () => renderTerminal(report.blocks, { width: 120, color: true }), TERMINAL_LIMIT_MS],
    ] as const;
    return measured.map(([what, work, limit]) => {
      return rowOf(`report of ${ROWS.toLocaleString("en")} ${kind} rows, ${what}`, medianTime(work), limit);
    });
  });
}

function renderSurfaces({ blocks }: Report): number {
  const budgets = [COMMENT_BUDGET, CHECK_BUDGET, SUMMARY_BUDGET];
  return budgets.reduce((sum, budget) => sum + renderMarkdown(blocks, budget).text.length, 0);
}

function rowOf(what: string, ms: number, limit: number): BenchRow {
  return {
    what,
    ours: `${ms.toFixed(0)} ms`,
    against: `${limit} ms allowed`,
    ratio: (ms / limit).toFixed(2),
    aim: `under ${limit} ms`,
    reached: ms < limit,
  };
}

/** Of an odd number of rounds the one in the middle. */
function medianTime(work: () => unknown): number {
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const started = performance.now();
    work();
    if (round >= WARM_UP) times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}
