import { idText } from "@airworthy/tables";
import type { MetricRequest } from "../decision/metric-request.ts";
import { type Flips, worstRows } from "../measure/flips.ts";
import { rowScores } from "../slices/row-scores.ts";
import type { AssembledRows } from "../tables/assemble.ts";
import { categoriesOf } from "../tables/side.ts";
import type { ComparisonPredicate } from "./predicate.ts";

const SHOWN_CHARACTERS = 300;

/**
 * Rows to look at first: those that were right and are wrong now; where there are no classes, those on which the first metric of
 * single rows lost most.
 */
export function examplesOf(
  { sides, candidate: table }: AssembledRows,
  metrics: readonly MetricRequest[],
  flips: Flips | null,
): ComparisonPredicate["examples"] {
  const { candidate, baseline } = sides;
  if (baseline === null) return [];
  const idOf = (row: number) => cut(idText(table.ids, row));
  if (flips !== null) {
    const text = (side: typeof candidate, column: string, row: number) => {
      const { codes, values } = categoriesOf(side, column);
      return cut(values[codes[row] ?? 0] ?? "");
    };
    return flips.examples.map((row) => ({
      id: idOf(row),
      expected: text(candidate, "label", row),
      baseline: text(baseline, "prediction", row),
      candidate: text(candidate, "prediction", row),
    }));
  }
  const first = metrics.find(({ metric, role }) => metric.kind === "mean" && role !== "informational")?.metric;
  const scores = first === undefined ? null : rowScores(first, sides);
  if (scores === null || first === undefined || first.direction === "two-sided") return [];
  return worstRows(scores.candidate, scores.baseline, first.direction === "higher-is-better" ? 1 : -1).map((row) => ({
    id: idOf(row),
    expected: null,
    baseline: `${first.id} ${scores.baseline[row] ?? ""}`,
    candidate: `${first.id} ${scores.candidate[row] ?? ""}`,
  }));
}

function cut(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
