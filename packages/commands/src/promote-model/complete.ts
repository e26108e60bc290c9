import { UserError } from "@airworthy/evidence";
import {
  entryOf,
  handledBefore,
  lackingTags,
  type PromotionRequest,
  type RegistryModel,
  type RollbackRequest,
  stageNamed,
} from "@airworthy/promotion";
import type { Asked } from "./asked.ts";
import type { Change } from "./change.ts";
import { changeMade } from "./change-made.ts";
import { gatherBasic, gatherPromotion, readModel, rememberingFinder } from "./gather.ts";
import type { Place } from "./place.ts";
import type { Done } from "./promote.ts";
import { keepRecords } from "./records/keep-records.ts";
import { writeTags } from "./write-tags.ts";

/**
 * Makes up for what a run left out that did not come to its end: the tag and the records of what the request changed. Nothing is
 * decided anew, whatever became of pull request, evidence and people since. Null for a request that has changed nothing so far.
 */
export async function completeBefore(
  request: PromotionRequest | RollbackRequest,
  asked: Asked,
  place: Place,
): Promise<Done | null> {
  const why = handledBefore(request.id, { registry: await readModel(request.model, place), handled: [] });
  return why === null ? null : await complete(request, why, { asked, by: request.id }, place);
}

/**
 * The same where a stage has the version already, by a request that nobody can make again: of a command line each is another one. In a
 * workflow the run itself is run again, and others may be at it just now.
 */
export async function completeStanding(
  request: PromotionRequest | RollbackRequest,
  { stage, why }: { readonly stage: string; readonly why: string },
  asked: Asked,
  place: Place,
): Promise<Done | null> {
  if (place.remote !== null) return null;
  const registry = await readModel(request.model, place);
  const by = requestAt(registry, stage);
  return by === null ? null : await complete({ ...request, stage }, why, { asked, by }, place);
}

async function complete(
  request: PromotionRequest | RollbackRequest,
  why: string,
  { asked, by }: { readonly asked: Asked; readonly by: string },
  place: Place,
): Promise<Done> {
  const { read, facts } = await gatherBasic(asked, request.model, place, request.move);
  const lacking = lackingTags(facts.registry, by, facts.now);
  await writeTags(lacking, place);
  const registry = lacking.length === 0 ? facts.registry : await readModel(request.model, place);
  const name = stageOf(registry, by);
  const stage = stageNamed(read.policy, name);
  const circumstances = { stage, isLastStage: stage === read.policy.stages.at(-1), pullRequest: asked.pullRequest };
  const change = changeMade(by, registry, { ...circumstances, facts: null });
  const entry = entryOf(registry, name);
  const version = entry === null || entry.digest === null ? null : { digest: entry.digest, version: entry.version };
  const needed = change?.move === "promote" && stage.rollout !== null;
  const kept =
    change === null
      ? []
      : await keepRecords(needed ? { ...change, facts: await factsFor(request, asked, place) } : change, place);
  const outcome = { effect: "unchanged", stage: name, version, why } as const;
  return { model: request.model, outcome, statement: null, kept, policyFile: read.file };
}

/** What the rollout of a promotion is started by; nothing where it is gone since, which its record then says. */
async function factsFor(
  request: PromotionRequest | RollbackRequest,
  asked: Asked,
  place: Place,
): Promise<Change["facts"]> {
  if (request.move === "rollback") return null;
  try {
    const find = rememberingFinder(request, place);
    return (await gatherPromotion(request, { asked, find, lock: request.id }, place)).facts;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    place.warn(`The evidence was not found again: ${error.message}`);
    return null;
  }
}

function requestAt(registry: RegistryModel, stage: string): string | null {
  const tag = entryOf(registry, stage)?.tag;
  return registry.history.find((event) => event.tag === tag)?.binding?.request ?? null;
}

/** The stage that the request gave its version. */
function stageOf({ history }: RegistryModel, request: string): string {
  return history.find(({ event, binding }) => event === "assignment" && binding?.request === request)?.stage ?? "";
}
