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

/** One table of the rows that changed or did not pass, most urgent first; none where all are stable. */
export function changedTable(rows: readonly ReportRow[]): readonly Table[] {
  const changed = byUrgency(rows.filter((row) => !isStable(row) && !isInforming(row)));
  return changed.length === 0 ? [] : [table(changed)];
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
