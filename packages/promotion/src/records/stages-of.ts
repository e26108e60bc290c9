import { compareCodePoints } from "@airworthy/evidence";
import type { RegisteredVersion, RegistryEvent, RegistryModel, StageEntry } from "./registry.ts";

/** For each stage the commit that was assigned to it last, of those that were neither taken away nor deregistered since. */
export function stagesOf(
  history: readonly RegistryEvent[],
  versions: readonly RegisteredVersion[],
): readonly StageEntry[] {
  const gone = new Set(versions.filter(({ isActive }) => !isActive).map(({ version }) => version));
  const stages = new Map<string, Map<string, StageEntry>>();
  for (const { event, stage, version, commit, on, binding, tag } of history) {
    if (stage === null) continue;
    const commits = stages.get(stage) ?? new Map<string, StageEntry>();
    stages.set(stage, commits);
    // What comes again comes last.
    commits.delete(commit);
    if (event !== "assignment" || (version !== null && gone.has(version))) continue;
    const move = binding?.move ?? null;
    commits.set(commit, { stage, version, commit, digest: binding?.digest ?? null, since: on, move, tag });
  }
  const present = [...stages.values()].flatMap((commits) => [...commits.values()].at(-1) ?? []);
  return present.sort((a, b) => compareCodePoints(a.stage, b.stage));
}

/** What an assignment took its stage from: null where the stage had nothing, or the same commit. */
export function takenBy(
  { history, versions }: RegistryModel,
  { tag, stage, commit }: RegistryEvent,
): StageEntry | null {
  const before = history.slice(
    0,
    history.findIndex((event) => event.tag === tag),
  );
  const entry = stagesOf(before, versions).find((one) => one.stage === stage);
  return entry === undefined || entry.commit === commit ? null : entry;
}
