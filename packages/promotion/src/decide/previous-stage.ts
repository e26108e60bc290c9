import type { Stage } from "../policy/policy.ts";
import type { RegistryModel } from "../records/registry.ts";
import { versionInWords } from "../words/plain.ts";
import type { PromotionFacts } from "./facts.ts";
import { type Gate, open, passed } from "./gate.ts";
import { type PromotionRequest, promotionCommand } from "./request.ts";

/** That this very package has come through the stage before: a later version may have taken its place there since. */
export function previousStageGate(
  request: PromotionRequest,
  { previous }: Stage,
  { registry, candidate }: PromotionFacts,
): Gate {
  if (previous === null) return passed("previous-stage", "none-needed", "no stage comes before");
  if (hasReached(registry, previous, candidate.digest)) {
    return passed("previous-stage", "reached", `it came through ${previous}`);
  }
  const words = `${versionInWords(candidate)} has not come through ${previous}`;
  const command = promotionCommand({ ...request, stage: previous }, candidate, null);
  return open("previous-stage", "not-reached", words, command);
}

/** Whether a stage had a package, and nobody took it back: neither by a rollback nor by hand. */
export function hasReached({ history }: RegistryModel, stage: string, digest: string): boolean {
  const commits = new Set(
    history.flatMap(({ event, stage: at, binding, commit }) =>
      event === "assignment" && at === stage && binding?.digest === digest ? [commit] : [],
    ),
  );
  const last = history.findLast((event) => event.stage === stage && commits.has(event.commit));
  return last?.binding?.digest === digest && (last.event === "assignment" || last.binding.move === "promote");
}
