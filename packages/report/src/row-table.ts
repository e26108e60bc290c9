import type { Block, Column, Table, Text } from "./block.ts";
import { formatCounted } from "./format.ts";
import type { ReportRow } from "./section.ts";
import { byUrgency, isStable, standingOf } from "./standing.ts";

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
  const changed = byUrgency(rows.filter((row) => !isStable(row)));
  return changed.length === 0 ? [] : [table(changed)];
}

/** The other rows, folded. */
export function stableFold(rows: readonly ReportRow[]): readonly Block[] {
  const stable = rows.filter(isStable);
  if (stable.length === 0) return [];
  return [{ kind: "fold", summary: formatCounted(stable.length, "stable check"), blocks: [table(stable)] }];
}

function table(rows: readonly ReportRow[]): Table {
  return { kind: "table", columns: COLUMNS, rows: rows.map(cells) };
}

function cells(row: ReportRow): readonly Text[] {
  const { mark } = standingOf(row);
  const reason: Text = mark === "bad" ? { kind: "strong", text: row.reason } : row.reason;
  return [{ kind: "mark", mark }, row.what, row.was ?? NOTHING, row.now ?? NOTHING, row.difference, reason];
}
