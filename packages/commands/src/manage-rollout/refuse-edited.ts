import { UserError } from "@airworthy/evidence";
import { type AuditEntry, ROLLOUTS_FILE, type RolloutDraft, readLog, type Situation } from "@airworthy/rollout";

/**
 * What was edited by hand brings nobody a candidate: the state of the rollout must be what its last move left, and what the
 * log denies must be denied still, whatever was written since. Throws a UserError that names what is not.
 */
export function refuseEdited(
  audit: string,
  { before, rollout }: Pick<RolloutDraft, "before" | "rollout">,
  denied: Situation["denied"],
): void {
  const entries = entriesIn(audit);
  const moves = entries.flatMap((entry) => ("rollout" in entry ? [entry] : []));
  const own = moves.findLast((entry) => entry.rollout.name === rollout.name);
  const isAsLeft = (own?.after.state ?? null) === before.state;
  const edited = isAsLeft ? [] : [`the state of ${rollout.name} is not what its last move left`];
  refuse([...edited, ...lifted(entries, denied)]);
}

/** The same of the list of denied packages alone. */
export function refuseLifted(audit: string, denied: Situation["denied"]): void {
  refuse(lifted(entriesIn(audit), denied));
}

function entriesIn(audit: string): readonly AuditEntry[] {
  return readLog(audit).lines.flatMap(({ entry }) => entry ?? []);
}

function lifted(entries: readonly AuditEntry[], denied: Situation["denied"]): readonly string[] {
  const gone = new Set<string | null>();
  for (const entry of entries) {
    gone.add(entry.denied);
    gone.delete(entry.allowed);
  }
  for (const digest of [null, ...denied.map((denial) => denial.digest)]) gone.delete(digest);
  return [...gone].map((digest) => `${digest} is denied no more, but nobody allowed it`);
}

function refuse(edited: readonly string[]): void {
  if (edited.length === 0) return;
  throw new UserError(`${ROLLOUTS_FILE} was edited by hand: ${edited.join("; ")}`, {
    remedy: "Put the file back as git has it, or roll back.",
  });
}
