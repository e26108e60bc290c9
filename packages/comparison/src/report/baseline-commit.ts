import type { BaselineCommit } from "@airworthy/report";
import type { ComparisonPredicate } from "../evidence/predicate.ts";

const DAY = 24 * 60 * 60 * 1000;
const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** The commit that the baseline was found at; null where it was given, or has none. */
export function baselineCommitOf({
  origin,
  startedOn,
}: Pick<ComparisonPredicate, "origin" | "startedOn">): BaselineCommit | null {
  if (origin === null || origin.how === "given" || origin.commit === null || !SHA.test(origin.commit)) return null;
  return { sha: origin.commit, distance: origin.distance, days: daysBetween(origin.committedOn, startedOn) };
}

/** Whole days; null where a time is missing or none, or where the first comes after the second. */
function daysBetween(from: string | null, to: string): number | null {
  if (from === null) return null;
  const days = Math.floor((Date.parse(to) - Date.parse(from)) / DAY);
  return days >= 0 ? days : null;
}
