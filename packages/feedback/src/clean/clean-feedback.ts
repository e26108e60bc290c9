import type { SaltedHash, ValueHash } from "@airworthy/personal-data";
import { exampleName } from "../data-set/examples.ts";
import type { FeedbackRow } from "../row/feedback-row.ts";
import type { Intake } from "../row/intake.ts";
import { type Distinct, deduplicate } from "./deduplicate.ts";
import { latestRows } from "./latest.ts";
import { type Tombstone, withoutRemoved } from "./remove.ts";
import { createScrubber } from "./scrub.ts";

export interface Cleaning {
  /** What people asked to be removed; needs `hash`. */
  readonly tombstones: readonly Tombstone[];
  /** The project's salt. */
  readonly hash: SaltedHash;
  /** Where what is taken out is to be known again by its hash. */
  readonly valueHash: ValueHash | null;
  readonly seed: number;
}

/** Feedback without what nobody may keep. */
export interface Cleaned {
  /** All that people say, by their ids: reactions are among it. */
  readonly rows: readonly FeedbackRow[];
  /** What they say once each, without reactions. */
  readonly distinct: Distinct;
  readonly removed: number;
  /** Rows that a later one of the same id replaces. */
  readonly replaced: number;
  readonly scrubbed: readonly { readonly kind: string; readonly count: number }[];
}

/** Takes out first what people asked to be removed, then personal data and secrets, then what is said again. */
export function cleanFeedback({ rows: given }: Pick<Intake, "rows">, cleaning: Cleaning): Cleaned {
  const left = withoutRemoved(given, cleaning.tombstones, cleaning.hash);
  const latest = latestRows(left);
  const scrubber = createScrubber(cleaning.valueHash, new Set(latest.map(({ id }) => exampleName(id))));
  const rows = latest.map((row) => scrubber.row(row));
  const said = rows.filter(({ source }) => source.kind !== "reaction");
  return {
    rows,
    distinct: deduplicate(said, cleaning.seed),
    removed: given.length - left.length,
    replaced: left.length - latest.length,
    scrubbed: scrubber.counts(),
  };
}
