import type { Mark } from "./block.ts";

/** The sign of each mark; one column wide in every common font. */
export const MARK_SIGNS: Readonly<Record<Mark, string>> = {
  bad: "✕",
  watch: "!",
  unknown: "?",
  good: "✓",
  same: "=",
};

/** What a screen reader says for the sign. */
export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  bad: "bad",
  watch: "to watch",
  unknown: "not known",
  good: "good",
  same: "unchanged",
};
