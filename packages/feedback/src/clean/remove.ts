import { compareCodePoints, UserError } from "@airworthy/evidence";
import type { SaltedHash } from "@airworthy/personal-data";
import * as v from "valibot";
import type { FeedbackRow } from "../row/feedback-row.ts";
import { isPseudonym, reviewerName } from "../row/read-row.ts";

export const tombstoneSchema = v.strictObject({
  kind: v.picklist(["row", "reviewer"]),
  /** Salted. */
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, "must be 16 hexadecimal digits")),
});

/** What somebody asked to be removed, told to nobody who does not have the salt: it keeps what it stands for away. */
export type Tombstone = Readonly<v.InferOutput<typeof tombstoneSchema>>;

/** A row by its id, or all that a reviewer said, by login or pseudonym. */
export type Removal = { readonly row: string } | { readonly reviewer: string };

const LONGEST = 200;

/** Throws a UserError, which does not name whom, for what is no row's id and no reviewer. */
export function tombstoneOf(removal: Removal, hash: SaltedHash): Tombstone {
  if ("row" in removal) {
    if (/^[0-9a-f]{16}$/.test(removal.row)) return { kind: "row", hash: hash("row", removal.row) };
    throw new UserError("a row to remove is named by something else than an id of 16 hexadecimal digits");
  }
  const name = removal.reviewer.trim();
  if (name === "" || name.length > LONGEST) {
    throw new UserError(`a reviewer to remove has a name of ${name.length} characters; 1 to ${LONGEST} are allowed`);
  }
  return { kind: "reviewer", hash: reviewerName(name, hash).slice(1) };
}

/** The rows that nobody asked to remove. */
export function withoutRemoved(
  rows: readonly FeedbackRow[],
  tombstones: readonly Tombstone[],
  hash: SaltedHash,
): readonly FeedbackRow[] {
  if (tombstones.length === 0) return rows;
  const ids = new Set(tombstones.flatMap((tombstone) => (tombstone.kind === "row" ? [tombstone.hash] : [])));
  const people = new Set(tombstones.flatMap((tombstone) => (tombstone.kind === "reviewer" ? [tombstone.hash] : [])));
  const isTheirs = (reviewer: string) =>
    people.has((isPseudonym(reviewer) ? reviewer : reviewerName(reviewer, hash)).slice(1));
  return rows.filter(
    ({ id, reviewer }) =>
      !(ids.size > 0 && ids.has(hash("row", id))) && !(people.size > 0 && reviewer !== null && isTheirs(reviewer)),
  );
}

/** Several lists as one, each tombstone once, in an order of their own. */
export function joinTombstones(...lists: readonly (readonly Tombstone[])[]): readonly Tombstone[] {
  const byKey = new Map(lists.flat().map((tombstone) => [`${tombstone.kind} ${tombstone.hash}`, tombstone]));
  return [...byKey].sort(([a], [b]) => compareCodePoints(a, b)).map(([, tombstone]) => tombstone);
}
