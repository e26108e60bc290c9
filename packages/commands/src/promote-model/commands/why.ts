import { UserError } from "@airworthy/evidence";
import {
  allHold,
  createPromotion,
  decidePromotion,
  explain,
  modelIn,
  PROMOTION_TYPE,
  type PromotionPolicy,
  type PromotionPredicate,
  parsePromotion,
  readRegistry,
} from "@airworthy/promotion";
import type { Block } from "@airworthy/report";
import { isUnderway, type RolloutState, rolloutId, timeInWords, whoInWords } from "@airworthy/rollout";
import { TOOL } from "@airworthy/runtime";
import { collectEvidence } from "../../evidence-of-package.ts";
import type { Asked } from "../asked.ts";
import { gatherPromotion, rememberingFinder } from "../gather.ts";
import type { Place } from "../place.ts";
import type { Told } from "../told.ts";
import { admitToAny, readStages } from "./admission.ts";
import { refusedBy } from "./carried.ts";
import type { Doers } from "./dispatch.ts";
import { readStates, rolloutsOf } from "./find-rollout.ts";

/** `/why NAME`: anybody may ask. */
export const whyByComment: Doers["why"] = async ({ command, text, asked }, place) => {
  const { policy } = await readStages(place);
  const gates = await admitToAny({ verb: "why", text, asked }, policy.stages, policy, place);
  if (!allHold(gates)) return refusedBy(gates, "No answer");
  const told = await explainState(command.of, place, asked);
  return { ...told, answer: told.blocks };
};

/**
 * Why a model or a stage is as it is: by tags, by evidence and by its rollouts as they stand now; in a pull request also what
 * its package lacks at this moment, as a promotion of it would be decided. Throws what GitHub throws.
 */
export async function explainState(of: string, place: Place, asked: Asked | null = null): Promise<Told> {
  const { policy } = await readStages(place);
  const tagged = readRegistry(await place.tags.list(""));
  const live = asked === null ? [] : await lackedNow(of, policy, asked, place);
  const decisions = [...(await readDecisions(place)), ...live];
  // A model that has come nowhere yet has no tag.
  const registry = live.length > 0 ? new Map([...tagged, [of, modelIn(tagged, of)]]) : tagged;
  const blocks = explain({ of, policy, registry, decisions });
  return {
    verdict: "pass",
    reasonCode: "explained",
    headline: `Why ${of} is as it is.`,
    effect: "looked",
    blocks: [...blocks, ...(await rolloutBlocks(of, policy, place))],
    evidence: [],
  };
}

/** Earlier decisions, where their evidence is at hand. */
async function readDecisions(place: Place): Promise<readonly PromotionPredicate[]> {
  const files = await collectEvidence({ ...place.inputs, artifacts: undefined }, place.ports);
  return files
    .filter(({ statement }) => statement.predicateType === PROMOTION_TYPE)
    .map(({ statement }) => parsePromotion(statement));
}

/** What concerns whoever would ask, and not the package. */
const OF_WHO_ASKS: readonly string[] = ["command", "actor", "lock", "confirmation"];

/** What a pull request's package lacks for each stage that is asked about; nothing of what cannot be decided. */
async function lackedNow(
  of: string,
  policy: PromotionPolicy,
  asked: Asked,
  place: Place,
): Promise<readonly PromotionPredicate[]> {
  if (asked.pullRequest === null || policy.stages.some(({ name }) => name === of)) return [];
  const found: PromotionPredicate[] = [];
  const request = { move: "promote", id: asked.id, model: of, version: null, digest: null, confirm: null } as const;
  const find = rememberingFinder({ ...request, stage: "" }, place);
  try {
    for (const { name: stage } of policy.stages) {
      const wanted = { ...request, stage };
      const { facts } = await gatherPromotion(wanted, { asked, find, lock: asked.id }, place);
      const situation = { request: wanted, policy, facts };
      const on = facts.now;
      const run = { inputs: [], tool: TOOL, startedOn: on, finishedOn: on };
      const { predicate } = createPromotion(situation, decidePromotion(situation), run);
      const findings = predicate.findings.filter(({ gate }) => !OF_WHO_ASKS.includes(gate));
      const isLacking = findings.some(({ verdict }) => verdict !== "pass");
      if (predicate.effect === "refused" && isLacking) found.push({ ...predicate, findings });
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    place.warn(`What the pull request lacks is not known: ${error.message}`);
  }
  return found;
}

async function rolloutBlocks(of: string, policy: PromotionPolicy, place: Place): Promise<readonly Block[]> {
  const states = await readStates(place);
  const items = rolloutsOf(policy).flatMap(({ rollout, stage }) => {
    const state = states.get(rollout);
    const isMeant = state !== undefined && (stage.name === of || state.model === of || rollout === of);
    return isMeant ? [rolloutInWords(state)] : [];
  });
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

function rolloutInWords(state: RolloutState): string {
  const { phase, stable, movedOn } = state;
  const id = state.number === 0 ? state.name : rolloutId(state);
  const since = movedOn === null ? "" : ` since ${timeInWords(movedOn)}`;
  const all = stable === null ? "nothing is with anybody" : `everybody has ${stable.version ?? stable.digest}`;
  if (!isUnderway(state)) return `rollout ${id}: ${phase.replaceAll("-", " ")}${since}; ${all}`;
  const { candidate, ramp, step } = state;
  const now = ramp.steps[step - 1];
  const who = now === undefined ? "nobody" : whoInWords(now);
  const version = candidate.version ?? candidate.digest;
  return `rollout ${id}: ${phase}${since}; ${version} is with ${who}, step ${step} of ${ramp.steps.length}`;
}
