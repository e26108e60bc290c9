import { entryOf, type RegistryModel, takenBy } from "@airworthy/promotion";
import type { Change } from "./change.ts";

/** What a change is part of, whatever it is. */
export type Circumstances = Pick<Change, "stage" | "isLastStage" | "facts" | "pullRequest">;

/**
 * The change that a request made before, as its tags say it, so that records which are missing can be written; null where it
 * made none, or the stage has something else since.
 */
export function changeMade(id: string, registry: RegistryModel, around: Circumstances): Change | null {
  const { stage } = around;
  const entry = entryOf(registry, stage.name);
  const made = registry.history.filter(({ binding }) => binding?.request === id);
  const assigned = made.find(({ tag }) => tag === entry?.tag);
  const binding = assigned?.binding;
  if (entry === null || entry.digest === null || assigned === undefined || !binding) return null;
  const taken = takenBy(registry, assigned);
  const before = taken === null || taken.digest === null ? null : { digest: taken.digest, version: taken.version };
  return {
    ...around,
    move: binding.move,
    model: registry.name,
    version: { digest: entry.digest, version: entry.version },
    commit: entry.commit,
    before,
    by: binding.by,
    on: assigned.on,
    request: id,
    reason: binding.reason,
    evidence: binding.evidence,
    denial:
      binding.move === "rollback" && before !== null
        ? { digest: before.digest, by: binding.by, on: assigned.on, reason: binding.reason }
        : null,
    tags: made.map(({ tag }) => tag),
  };
}
