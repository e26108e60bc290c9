import { orderScores, type ScoreOrder } from "@airworthy/stats";
import type { Side } from "../../tables/side.ts";
import { gathered } from "../weighted.ts";

/** Some rows of a side, sorted by the score of one class. */
export interface RankedClass {
  readonly order: ScoreOrder;
  /** Of those rows, 1 for those of the class. */
  readonly isClass: Uint8Array;
}

export function rankClass(scores: Float64Array, rows: Uint32Array, isClass: Uint8Array): RankedClass {
  // As many rows as there are, ascending, are all of them.
  return { order: orderScores(rows.length === scores.length ? scores : gathered(scores, rows)), isClass };
}

/** What the rows of a side weigh; null where all weigh 1. */
export function weightsOf(side: Side, rows: Uint32Array): Float64Array | null {
  return side.weights === null ? null : gathered(side.weights, rows);
}
