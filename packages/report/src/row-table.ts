import type { Block, Column, Table, Text } from "./block.ts";
import { formatCounted } from "./format.ts";
import type { ReportRow } from "./section.ts";
import { byUrgency, isInforming, isStable, standingOf } from "./standing.ts";

const NOTHING = "—";

const COLUMNS: readonly Column[] = [
  { title: "", align: "left" },
  { title: "what", align: "left" },
  { title: "was", align: "right" },
  { title: "now", align: "right" },
  { title: "change", align: "left" },
  { title: "verdict", align: "left" },
];

/** More rows of slices than this stand in a fold: they would bury all that comes after them. */
const MOST_SLICE_ROWS = 30;

/** Rows that passed stand in a fold where the table would have more than this with them. */
const MOST_ROWS = 30;

/**
 * A table of the rows that changed or did not pass, most urgent first, and another of those of slices; none where all
 * are stable. What did not pass is shown however much it is.
 */
export function changedTables(rows: readonly ReportRow[]): readonly Block[] {
  const { whole, slices } = changedRows(rows);
  const heading: Block = { kind: "heading", level: 4, text: "Slices" };
  return [
    ...(whole.length === 0 ? [] : [table(whole)]),
    ...(slices.length === 0 ? [] : [heading, table(slices.slice(0, MOST_SLICE_ROWS))]),
  ];
}

/** The rows that have no room in their table, in folds. */
export function furtherRows(rows: readonly ReportRow[]): readonly Block[] {
  const { further, slices } = changedRows(rows);
  const ofSlices = slices.slice(MOST_SLICE_ROWS);
  const count = (of: readonly ReportRow[]) => formatCounted(of.length, "further row", "further rows");
  return [
    ...fold(further, `${count(further)}, all of which passed`),
    ...fold(ofSlices, `${count(ofSlices)} of slices, none more urgent`),
  ];
}

/** The rows that only inform and those that are stable, a fold each. */
export function quietFolds(rows: readonly ReportRow[]): readonly Block[] {
  const informing = byUrgency(rows.filter(isInforming));
  const stable = rows.filter(isStable);
  return [
    ...fold(informing, `${formatCounted(informing.length, "check")} for information, which decide nothing`),
    ...fold(stable, formatCounted(stable.length, "stable check")),
  ];
}

function changedRows(rows: readonly ReportRow[]) {
  const changed = byUrgency(rows.filter((row) => !isStable(row) && !isInforming(row)));
  const whole = changed.filter(({ isOfSlice }) => isOfSlice !== true);
  // The most urgent come first, so those that passed are the last.
  const wanting = whole.findLastIndex((row) => standingOf(row).verdict !== "pass") + 1;
  const shown = Math.max(wanting, MOST_ROWS);
  return {
    whole: whole.slice(0, shown),
    further: whole.slice(shown),
    slices: changed.filter(({ isOfSlice }) => isOfSlice === true),
  };
}

function fold(rows: readonly ReportRow[], summary: string): readonly Block[] {
  return rows.length === 0 ? [] : [{ kind: "fold", summary, blocks: [table(rows)] }];
}

function table(rows: readonly ReportRow[]): Table {
  return { kind: "table", columns: COLUMNS, rows: rows.map(cells) };
}

function cells(row: ReportRow): readonly Text[] {
  const { mark } = standingOf(row);
  const reason: Text = mark === "bad" ? { kind: "strong", text: row.reason } : row.reason;
  return [{ kind: "mark", mark }, row.what, row.was ?? NOTHING, row.now ?? NOTHING, row.difference, reason];
}
