import type { Table } from "../block.ts";
import { barsTable } from "./bars.ts";
import type { Drawing } from "./chart.ts";
import { reliabilityTable, rocTable } from "./curve-tables.ts";
import { intervalsTable } from "./intervals.ts";
import { trendTable } from "./trend-table.ts";

/** A drawing as a table with small drawings in its cells, for surfaces that show text alone. */
export function chartTable(drawing: Drawing): Table {
  switch (drawing.shape) {
    case "intervals":
      return intervalsTable(drawing);
    case "bars":
      return barsTable(drawing);
    case "roc":
      return rocTable(drawing);
    case "reliability":
      return reliabilityTable(drawing);
    case "trend":
      return trendTable(drawing);
  }
}
