import * as v from "valibot";
import { MOVES } from "./decision.ts";
import { countSchema, instantSchema, nameSchema, shareSchema, textSchema } from "./fields.ts";

/** More than two days of looks every 15 minutes; of the earlier the count is kept. */
export const MOST_ENTRIES = 200;

const entrySchema = v.strictObject({
  at: instantSchema,
  /** The number of the look, from 1; null where a person moved the rollout. */
  look: v.nullable(v.pipe(countSchema, v.minValue(1))),
  /** Who moved it; null for a look. */
  by: v.nullable(nameSchema),
  /** Who had the candidate when it was decided. */
  share: shareSchema,
  decision: v.picklist(MOVES),
  reason: textSchema,
});

export type TimelineEntry = v.InferOutput<typeof entrySchema>;

/** What was decided of a rollout, oldest first; the last is what this look decided. */
export const timelineSchema = v.pipe(
  v.strictObject({
    /** Entries before the first, which are no longer here. */
    omitted: countSchema,
    entries: v.pipe(v.array(entrySchema), v.minLength(1), v.maxLength(MOST_ENTRIES)),
  }),
  v.check(({ entries }) => isInOrder(entries), "must be in the order of time and of the looks"),
  v.check(
    ({ entries }) => entries.every(({ look, by }) => (look === null) !== (by === null)),
    "must say of each entry which look or who it was",
  ),
);

export type Timeline = v.InferOutput<typeof timelineSchema>;

function isInOrder(entries: readonly TimelineEntry[]): boolean {
  let [time, look] = [Number.NEGATIVE_INFINITY, 0];
  for (const entry of entries) {
    const at = Date.parse(entry.at);
    if (at < time || (entry.look !== null && entry.look <= look)) return false;
    [time, look] = [at, entry.look ?? look];
  }
  return true;
}
