import { canonicalJson } from "@airworthy/evidence";
import type { Question } from "../predictor.ts";

/** A text that stands for an id or an input, and the number of the repeat: equal values, equal texts, whatever is in them. */
export function questionKey(value: Question["input"], repeat: number): string {
  return typeof value === "string" ? `${repeat}:${value}` : `${repeat}=${canonicalJson(value)}`;
}
