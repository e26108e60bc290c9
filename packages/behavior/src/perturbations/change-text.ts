import { createRandom } from "@airworthy/stats";
import type { Perturbation } from "./perturbation.ts";

/** For tests: what a perturbation of text makes of a text; equal texts and the text itself are there too. */
export function changeText(perturbation: Perturbation, text: string, seed = 1): readonly string[] {
  return perturbation.on === "text" ? perturbation.change(text, createRandom(seed)) : [];
}

/** For tests: what a perturbation of records makes of a record. */
export function changeRecord(
  perturbation: Perturbation,
  record: Readonly<Record<string, unknown>>,
  seed = 1,
): readonly Readonly<Record<string, unknown>>[] {
  return perturbation.on === "record" ? perturbation.change(record, createRandom(seed)) : [];
}
