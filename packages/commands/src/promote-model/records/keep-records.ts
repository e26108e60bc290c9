import type { Change, Kept } from "../change.ts";
import type { Place } from "../place.ts";
import { recordInLog } from "./audit.ts";
import { recordDeployment } from "./deployment.ts";
import { keeping } from "./keeping.ts";
import { logWriter } from "./log-writer.ts";
import { moveMlflowAlias } from "./mlflow-alias.ts";
import { moveRegistryTag } from "./registry-tag.ts";
import { followChange, type Reach } from "./rollout.ts";

/**
 * Records a change that its tags say, everywhere else. Done again it completes what is missing and writes nothing twice; one that
 * fails keeps no other from being written. A rollback's rollout comes first, since users have what is to be taken back; a
 * promotion's only once the log was asked.
 */
export async function keepRecords(change: Change, place: Place): Promise<readonly Kept[]> {
  const isRollback = change.move === "rollback";
  const back = isRollback ? await follow(change, place) : null;
  const log = await keeping("audit log", () => recordInLog(change, place.flags, logWriter(change.by, place)));
  const { kept: rollout, reach } = back ?? (await follow(change, place));
  const others = await Promise.all([
    keeping("deployment", () => recordDeployment(change, reach, place)),
    keeping("registry tag", () => moveRegistryTag(change, place)),
    keeping("alias of MLflow", () => moveMlflowAlias(change, place)),
  ]);
  return [...(isRollback ? [...rollout, ...log] : [...log, ...rollout]), ...others.flat()];
}

/** What became of the rollout, and who has the version by it now: null where nobody can tell. */
async function follow(
  change: Change,
  place: Place,
): Promise<{ readonly kept: readonly Kept[]; readonly reach: Reach | null }> {
  let reach: Reach | null = change.stage.rollout === null ? "everybody" : null;
  const kept = await keeping("rollout", async () => {
    const followed = await followChange(change, place);
    if (followed !== null) reach = followed.reach;
    return followed;
  });
  return { kept, reach };
}
