import { add } from "../add.ts";
import type { Grouping } from "../groups.ts";
import { cellSample } from "./cell-sample.ts";
import type { ClassRows } from "./class-rows.ts";
import { type AddRow, sumRows } from "./sum-rows.ts";
import type { Sample } from "./sums.ts";
import { unitSample } from "./unit-sample.ts";
import type { Units } from "./units.ts";

/** Rows that weigh something, or that belong together; counted cells where they do neither. */
export interface WeighedRows {
  readonly units: Units;
  readonly weights: Float64Array | null;
}

export function classSample(rows: ClassRows, grouping: Grouping, weighed: WeighedRows | null): Sample {
  const counted = cellSample(rows, grouping);
  if (weighed === null) return counted;
  const { units, weights } = weighed;
  const sums = (adds: readonly Uint32Array[]) => sumRows(units, grouping, rows.width, adding(rows, adds, weights));
  return unitSample(
    {
      units: units.count,
      groups: grouping.groups.length,
      width: rows.width,
      candidate: sums(rows.candidate),
      baseline: rows.baseline === null ? null : sums(rows.baseline),
    },
    counted.observed,
  );
}

function adding({ outcomes }: ClassRows, adds: readonly Uint32Array[], weights: Float64Array | null): AddRow {
  return (row, into, from) => {
    const weight = weights === null ? 1 : (weights[row] ?? 0);
    for (const place of adds[outcomes[row] ?? 0] ?? []) add(into, from + place, weight);
  };
}
