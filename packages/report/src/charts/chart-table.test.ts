import { expect, test } from "vitest";
import { BARS, type chart, INTERVALS, RELIABILITY, ROC } from "../../test/charts.ts";
import type { Block } from "../block.ts";
import { renderTerminal } from "../render-terminal.ts";
import { chartTable } from "./chart-table.ts";

function shown(block: Block): readonly string[] {
  return renderTerminal([block], { width: 120, color: false }).replaceAll("\u00a0", " ").split("\n");
}

test("a terminal shows title, description and intervals on one scale, with their margins", () => {
  expect(shown(INTERVALS).slice(0, 6)).toEqual([
    "Changes with their 95 % intervals",
    "Macro recall of the reviews from amazon falls by 3.1 points and may fall by 6.2; accuracy rises.",
    "what                           change, drawn from −10.0 pp to +10.0 pp",
    "─────────────────────────────  ───────────────────────────────────────────────────",
    "accuracy                       ▲ 3.4 pp better ·····‖┊├●┤··· 95 %: +1.0 to +5.8 pp",
    "macro recall, source = amazon  ▼ 3.1 pp worse ··├─●─┤······ 95 %: −6.2 to −0.4 pp",
  ]);
});

test("a curve is read off at a few rates, the baseline beside the candidate", () => {
  expect(shown(chartBlock(ROC)).slice(0, 3)).toEqual([
    "false positive rate  true positive rate, was  now",
    "───────────────────  ───────────────────────  ─────────────────",
    "1.0 %                20.0 % ██········        43.7 % ████▌·····",
  ]);
});

test("accuracy stands beside the mark of its confidence, with the rows behind it", () => {
  expect(shown(chartBlock(RELIABILITY)).at(-1)).toBe(
    "90 to 100 %  90.7 % █████████┃ n = 665  93.8 % █████████┃ n = 665",
  );
});

test("bars are drawn from zero on one axis and written in one unit", () => {
  expect(shown(chartBlock(BARS)).slice(2, 5)).toEqual([
    "language = en                                                      98.1 ms ▌·········   112.4 ms ▌·········",
    "language = de                                                      140.2 ms █·········  131.9 ms █·········",
    "language = 日本語                                                  96.5 ms ▌·········   188.0 ms █▌········",
  ]);
});

test("values below zero are written without bars, which start from it", () => {
  const rows = [-1, 2].map((candidate) => ({ label: "x", candidate, baseline: null }));
  expect(chartTable({ shape: "bars", unit: "number", rows }).rows).toEqual([
    ["x", "−1.000"],
    ["x", "2.000"],
  ]);
});

test("a version without rows in a tenth has a dash there; a tenth without any rows is no row", () => {
  const candidate = [{ confidence: 0.55, accuracy: 0.5, count: 4 }];
  const { rows } = chartTable({ shape: "reliability", versions: { candidate, baseline: [] } });
  expect(rows).toHaveLength(1);
  expect(rows[0]?.slice(0, 2)).toEqual(["50 to 60 %", "—"]);
});

function chartBlock({ drawing }: ReturnType<typeof chart>): Block {
  return chartTable(drawing);
}
