import type { Cells } from "../metrics/counts/cells.ts";
import { classCodesOf } from "../metrics/counts/class-codes.ts";
import { categoriesOf } from "../tables/side.ts";
import type { Sample } from "./sample.ts";

/** Cells of one row each, in the rows' order: where rows of equal answers are of different clusters. */
export function rowCells({ sides, rows, weights }: Sample): Cells {
  const { candidate } = sides;
  const baseline = sides.baseline ?? candidate;
  const codes = classCodesOf(candidate, baseline);
  const labels = categoriesOf(candidate, "label").codes;
  const now = categoriesOf(candidate, "prediction").codes;
  const was = categoriesOf(baseline, "prediction").codes;
  return {
    classes: candidate.classes,
    members: codes.members,
    labels: rows.map((row) => codes.labels[labels[row] ?? 0] ?? 0),
    baseline: rows.map((row) => codes.baseline[was[row] ?? 0] ?? 0),
    candidate: rows.map((row) => codes.candidate[now[row] ?? 0] ?? 0),
    counts: new Float64Array(rows.length).fill(1),
    weights,
  };
}
