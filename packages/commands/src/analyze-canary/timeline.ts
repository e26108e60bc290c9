import type { CanaryPredicate, Look, TimelineEntry } from "@airworthy/canary";
import type { RolloutEntry } from "@airworthy/rollout";

/** Who moved a rollout where a look did: `via` in the audit log. */
export const BY_LOOK = "analyze-canary";

/**
 * What was decided of a rollout before this look, in the order of time: the looks of the latest evidence, and from the audit
 * log every move that no such look stands for. One stands for a move that was made by it, be it by another job for its reason.
 */
export function timelineBefore(
  previous: Pick<CanaryPredicate, "timeline"> | null,
  log: readonly RolloutEntry[],
): Pick<Look, "before" | "omitted"> {
  const { entries = [], omitted = 0 } = previous?.timeline ?? {};
  const looks = entries.filter(({ look }) => look !== null);
  const first = Date.parse(looks[0]?.at ?? "");
  // What is older than the first look that is left was counted as omitted with it.
  const isTold = (entry: RolloutEntry) =>
    (omitted > 0 && Date.parse(entry.on) < first) || (Date.parse(entry.on) >= first && isByLook(entry, looks));
  const moves = log.filter((entry) => !isTold(entry)).flatMap(entryOf);
  // Of one time the look comes first: it is what was acted upon.
  return { omitted, before: [...looks, ...moves].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)) };
}

function isByLook({ by, on, move, why }: RolloutEntry, looks: readonly TimelineEntry[]): boolean {
  const latest = looks.findLast(({ at }) => Date.parse(at) <= Date.parse(on));
  return by.via === BY_LOOK || (latest?.decision === move && latest.reason === why);
}

function entryOf({ move, on, by, why, after }: RolloutEntry): TimelineEntry[] {
  if (move === "allow") return [];
  const reason = why ?? (move === "start" ? "started" : "by hand");
  return [{ at: on, look: null, by: by.actor, share: after.share, decision: move, reason }];
}
