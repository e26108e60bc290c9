import type { Text } from "./block.ts";

/** How much a surface takes. Both counts hold: UTF-16 code units, as JavaScript counts, and UTF-8 bytes. */
export interface Budget {
  readonly characters: number;
  readonly bytes: number;
  /** Where a reader finds what did not fit, such as a link to the page; completes "the rest is in …". */
  readonly rest?: Text;
}

/**
 * A comment's body may hold 65,536 characters (GitHub answers 422 beyond), whichever way it counts them; the rest is
 * kept for the marker and for GitHub's own rewriting.
 */
export const COMMENT_BUDGET: Budget = { characters: 60_000, bytes: 60_000 };

/** A check run's summary may hold 65,535 characters: https://docs.github.com/en/rest/checks/runs#create-a-check-run */
export const CHECK_BUDGET: Budget = { characters: 65_535, bytes: 65_535 };

/**
 * A step's summary beyond 1,048,576 bytes is dropped whole (actions/runner, FileCommandManager.cs,
 * AttachmentSizeLimit); the rest is kept for secrets, which are masked by "***" after we have counted.
 */
export const SUMMARY_BUDGET: Budget = { characters: 1_000_000, bytes: 1_000_000 };
