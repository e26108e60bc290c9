import type { EventMetric, SignalQuery } from "@airworthy/signals";
import { type GroupCodes, groupCodes } from "./group-codes.ts";

/** Where the doubles of a unit's row are: its first exposure; infinite while there is none. */
export const FIRST = 0;
/** The latest outcome that came too early before the exposure, as far as that was known. */
export const LATEST_EARLY = 1;
/** The latest outcome that counted, as far as the exposure was known. */
export const LATEST_COUNTED = 2;

/** Where its words are: a bit for each version that it saw; and how many outcomes count. */
export const ARMS_SEEN = 6;
export const OUTCOMES = 7;
const FIRST_FREE_WORD = 8;
const WORDS_A_DOUBLE = 2;

export interface MetricPlace {
  readonly metric: EventMetric;
  /** The double of the metric's sum. */
  readonly sum: number;
  /** Of its second number: of a ratio's second sum, of a quantile's number of values, of the time before; -1 where there is none. */
  readonly other: number;
  /** The word of how many outcomes have an invalid value. */
  readonly invalid: number;
}

export interface GroupPlace {
  readonly codes: GroupCodes;
  /** The word of the code at the first exposure. */
  readonly word: number;
}

/** What is kept of a unit. */
export interface UnitLayout {
  readonly metrics: readonly MetricPlace[];
  readonly groups: readonly GroupPlace[];
  /** The row of a unit of which nothing is known. */
  readonly blank: Float64Array;
}

export function unitLayout({ metrics }: SignalQuery): UnitLayout {
  const groups = groupCodes(metrics.flatMap((metric) => metric.groups)).map((codes, index) => ({
    codes,
    word: FIRST_FREE_WORD + index,
  }));
  const firstInvalid = FIRST_FREE_WORD + groups.length;
  let double = Math.ceil((firstInvalid + metrics.length) / WORDS_A_DOUBLE);
  const places = metrics.map((metric, index) => ({
    metric,
    sum: double++,
    other: hasOther(metric) ? double++ : -1,
    invalid: firstInvalid + index,
  }));
  return { metrics: places, groups, blank: blankRow(double, groups) };
}

/** Whether the time before is asked for: only of what is one number. */
export function hasBefore({ measure, hasBefore: isAsked }: EventMetric): boolean {
  return isAsked && (measure === "mean" || measure === "rate");
}

function hasOther(metric: EventMetric): boolean {
  return metric.measure === "ratio" || metric.measure === "quantile" || hasBefore(metric);
}

function blankRow(doubles: number, groups: readonly GroupPlace[]): Float64Array {
  const blank = new Float64Array(doubles);
  blank[FIRST] = Number.POSITIVE_INFINITY;
  blank[LATEST_EARLY] = Number.NEGATIVE_INFINITY;
  blank[LATEST_COUNTED] = Number.NEGATIVE_INFINITY;
  const words = new Uint32Array(blank.buffer);
  for (const { codes, word } of groups) words[word] = codes.none;
  return blank;
}
