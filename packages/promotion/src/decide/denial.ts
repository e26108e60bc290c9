import type { RegistryModel } from "../records/registry.ts";
import { takenBy } from "../records/stages-of.ts";
import type { Denied } from "./facts.ts";

export function denialOf(denied: readonly Denied[], digest: string): Denied | undefined {
  return denied.find((denial) => denial.digest === digest);
}

/**
 * What tags say that somebody went back from, each digest once and the latest first: so nothing is forgotten where no other list
 * is kept. The tag that gives a stage its earlier version says it already: a run may end before the one that takes the other away.
 * A denial that was lifted elsewhere since is not known here.
 */
export function deniedByTags(model: RegistryModel): readonly Denied[] {
  const denied = model.history.flatMap((event): readonly Denied[] => {
    const { binding, on } = event;
    if (binding?.move !== "rollback") return [];
    const digest = event.event === "unassignment" ? binding.digest : (takenBy(model, event)?.digest ?? null);
    return digest === null ? [] : [{ digest, by: binding.by, on, reason: binding.reason }];
  });
  return [...new Map(denied.map((denial) => [denial.digest, denial])).values()].reverse();
}
