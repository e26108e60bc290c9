export type { Block, Column, Fold, Inline, Mark, Table, Text, Tone } from "./block.ts";
export { type Budget, CHECK_BUDGET, COMMENT_BUDGET, SUMMARY_BUDGET } from "./budget.ts";
export type {
  BarRow,
  Chart,
  Drawing,
  IntervalRow,
  ReliabilityBin,
  RocPoint,
  Versions,
} from "./charts/chart.ts";
export { truePositiveRateAt } from "./charts/roc-rate.ts";
export { composeReport, VERDICT_WORDS } from "./compose-report.ts";
export {
  type Difference,
  differenceText,
  drawnScale,
  formatDifference,
  formatInterval,
  formatValueInterval,
  type Interval,
} from "./difference.ts";
export { DIRECTIONS, type Direction, wordOf } from "./direction.ts";
export { escapeMarkdown } from "./escape-markdown.ts";
export {
  formatCount,
  formatCounted,
  formatNumber,
  formatPercent,
  formatPoints,
  formatSignedPoints,
} from "./format.ts";
export { formatMagnitude, formatValue, UNITS, type Unit } from "./quantity.ts";
export { type RenderedMarkdown, renderMarkdown } from "./render-markdown.ts";
export { renderPage } from "./render-page.ts";
export { renderTerminal, type TerminalOptions } from "./render-terminal.ts";
export type { Report, ReportContext, VerdictWords } from "./report.ts";
export type {
  Acceptance,
  BaselineCommit,
  HeadlineMetric,
  ReportExample,
  ReportExamples,
  ReportRow,
  ReportSection,
} from "./section.ts";
export { plainText } from "./text.ts";
export { capText, makeVisible } from "./visible.ts";
