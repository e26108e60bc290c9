import { UserError } from "@airworthy/evidence";
import { numbersOf } from "../../tables/side.ts";
import type { MeanMetric } from "../metric.ts";
import { type RankedRow, rankedRow } from "./ranked-row.ts";

interface Ranking {
  readonly id: string;
  /** A query's score. */
  readonly of: (row: RankedRow) => number;
  /** Not defined for a query without relevant items, which is refused then. */
  readonly needsRelevant?: boolean;
  readonly isBinary?: boolean;
  /** The score's largest value, where it is not 1. */
  readonly most?: number;
}

/** The mean of a score a query, worked out from `label` and `prediction` as they are read. */
export function rankingMetric({ id, of, needsRelevant = false, isBinary = false, most = 1 }: Ranking): MeanMetric {
  const score = (values: readonly unknown[]) => {
    const row = rankedRow(values);
    if (row.gains.size > 0 || !needsRelevant) return of(row);
    throw new UserError(`label names no relevant item, so that ${id} is not defined`, {
      remedy: "Leave queries without relevant items out.",
    });
  };
  return {
    kind: "mean",
    id,
    direction: "higher-is-better",
    directionSource: "definition",
    unit: most === 1 ? "rate" : "number",
    range: [0, most],
    requests: [{ kind: "derived", name: id, from: ["label", "prediction"], of: score }],
    isBinary,
    valuesOf: (side) => numbersOf(side, id),
  };
}
