import * as v from "valibot";
import type { Unanswered } from "../../model.ts";
import type { Asserted, Held } from "./check.ts";

/** Stands in an assertion for the text that the case expects: its label, or the answer that a golden file has. */
export const EXPECTED = "{expected}";

const LONGEST_TEXT = 20_000;

export const assertedTextSchema = v.pipe(
  v.string(),
  v.nonEmpty("must not be empty"),
  v.maxLength(LONGEST_TEXT, `must have at most ${LONGEST_TEXT} characters`),
);

const MISSING: Unanswered = { problem: `the case has no expected text to stand for ${EXPECTED}` };

/**
 * Whether an assertion's text holds, with each of the case's expected texts in the place of {expected}; the best of them
 * counts, since any one of them will do.
 */
export function holdsOfText(template: string, asserted: Asserted, holds: (text: string) => Held): Held {
  if (!template.includes(EXPECTED)) return holds(template);
  let best: Held = MISSING;
  for (const text of asserted.expected ?? []) {
    const filled = template.replaceAll(EXPECTED, () => text);
    // Every answer contains an empty text, and begins with it.
    if (filled === "") continue;
    const held = holds(filled);
    if (typeof held !== "number") return held;
    if (typeof best !== "number" || held > best) best = held;
  }
  return best;
}
