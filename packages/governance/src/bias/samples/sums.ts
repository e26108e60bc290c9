import type { Random } from "@airworthy/stats";
import { add } from "../add.ts";

/** What figures are worked out from: `width` sums for each group, and after the last group those of everyone together. */
export interface Sums {
  /** Group g's are from g * width on; everyone's are at g = groups. */
  readonly values: Float64Array;
  readonly groups: number;
  readonly width: number;
  /** How often they were filled: what was worked out from them before does not hold any more. */
  fillings: number;
}

export interface SidesSums {
  readonly candidate: Sums;
  /** Null without a baseline. */
  readonly baseline: Sums | null;
}

/** Two versions on the same rows, as sums by group: as they are, and as they might have been with other rows. */
export interface Sample {
  /** As observed; with weights, where rows have them. */
  readonly observed: SidesSums;
  /** The same with each row counted once; the same objects where rows weigh nothing. */
  readonly counts: SidesSums;
  /** Whether each row was drawn by itself and weighs 1: then a share of rows has a binomial distribution. */
  readonly isSimple: boolean;
  /** Puts into `into` the sums of one resample of both sides, the same rows of both. */
  resampler(random: Random, into: SidesSums): () => void;
}

export function emptySums(groups: number, width: number): Sums {
  return { values: new Float64Array((groups + 1) * width), groups, width, fillings: 0 };
}

export function emptyLike({ candidate, baseline }: SidesSums): SidesSums {
  const like = ({ groups, width }: Sums) => emptySums(groups, width);
  return { candidate: like(candidate), baseline: baseline === null ? null : like(baseline) };
}

/** Adds the groups up to everyone. */
export function addUp({ values, groups, width }: Sums): void {
  values.fill(0, groups * width);
  for (let at = 0; at < groups * width; at++) {
    const total = groups * width + (at % width);
    add(values, total, values[at] ?? 0);
  }
}
