import { compareCodePoints } from "@airworthy/evidence";
import type { FeedbackRow } from "./feedback-row.ts";
import type { Read } from "./intake.ts";
import { type RowSettings, readRow } from "./read-row.ts";

/** A reaction as GitHub's interface has it, on what is about a case or about a report as a whole. */
export interface Reaction {
  /** Of the issue or comment that it is on. */
  readonly link: string;
  readonly caseId: string | null;
  readonly user: string;
  readonly on: string;
  /** "+1", "-1", "laugh", "confused", "heart", "hooray", "rocket" or "eyes". */
  readonly content: string;
}

/** How many were moved either way by a case: weak signals, which make no data and count for no agreement. */
export interface ReactionCount {
  readonly caseId: string | null;
  readonly right: number;
  readonly wrong: number;
}

/** A laugh and eyes may mean anything. */
const MEANINGS: ReadonlyMap<string, "right" | "wrong"> = new Map([
  ["+1", "right"],
  ["heart", "right"],
  ["hooray", "right"],
  ["rocket", "right"],
  ["-1", "wrong"],
  ["confused", "wrong"],
]);

/** Reactions that mean something, as rows: one a user and meaning, however many hearts and rockets. */
export function readReactions(reactions: readonly Reaction[], settings: RowSettings): readonly Read[] {
  const rows = new Map<string, Read>();
  for (const { link, caseId, user, on, content } of reactions) {
    const kind = MEANINGS.get(content);
    if (kind === undefined) continue;
    const read = readRow({ source: { kind: "reaction", link }, key: kind, kind, on, reviewer: user, caseId }, settings);
    rows.set("row" in read ? read.row.id : `${link} ${rows.size}`, read);
  }
  return [...rows.values()];
}

/** Reactions among rows, by case in the order of their ids; those on a report as a whole come first. */
export function countReactions(rows: readonly FeedbackRow[]): readonly ReactionCount[] {
  const counts = new Map<string | null, { right: number; wrong: number }>();
  for (const { source, caseId, kind } of rows) {
    if (source.kind !== "reaction" || kind === "comment") continue;
    const count = counts.get(caseId) ?? { right: 0, wrong: 0 };
    count[kind]++;
    counts.set(caseId, count);
  }
  return [...counts]
    .map(([caseId, count]) => ({ caseId, ...count }))
    .sort((a, b) => compareCodePoints(a.caseId ?? "", b.caseId ?? ""));
}
