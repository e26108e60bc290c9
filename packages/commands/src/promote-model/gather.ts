import { freezeAt, isInWindow, openingInWords } from "@airworthy/calendar";
import { sha256, UserError } from "@airworthy/evidence";
import { changedPaths, codeownersOf, findTip, mergedInto, remoteHistory } from "@airworthy/github";
import {
  type BasicFacts,
  modelIn,
  type PromotionFacts,
  type PromotionRequest,
  type RegisteredVersion,
  type RegistryModel,
  readRegistry,
  type Stage,
  stageNamed,
  stopgapPolicy,
} from "@airworthy/promotion";
import type { RolloutPlan } from "@airworthy/rollout";
import { type FlagFiles, readFlagFiles } from "../manage-rollout/flag-files.ts";
import { orWithout } from "../manage-rollout/stops.ts";
import type { Asked } from "./asked.ts";
import { type FoundCandidate, findCandidate } from "./find-candidate.ts";
import { type FoundHead, findHead } from "./find-head.ts";
import { readActor, readApprovals } from "./people.ts";
import type { Place } from "./place.ts";
import { readDenied } from "./read-denied.ts";
import { type ReadPolicy, readPromotionPolicy } from "./read-policy.ts";

const BRANCHES = "refs/heads/";

/** What every command is decided from, as everything stands at this moment. */
export interface Basic {
  readonly read: ReadPolicy;
  readonly facts: BasicFacts;
}

/**
 * Gathers it anew each time. Throws what GitHub and the repository throw: nothing is decided from half of it. Only a rollback waits
 * for nobody to mend the policy.
 */
export async function gatherBasic(
  asked: Asked,
  model: string,
  place: Place,
  move: "promote" | "rollback",
): Promise<Basic> {
  const state = await place.flags.store.open();
  const registry = await readModel(model, place);
  const files = await readFlagFiles(state, place.flags, (why) => place.warn(`The audit log was not read: ${why}`));
  const readPolicy = async () => readPromotionPolicy(await place.flags.configuration(state), place.inputs.config);
  const read =
    move === "promote"
      ? await readPolicy()
      : await orWithout(readPolicy, policyWithout(files, registry, place.inputs.config), (why) =>
          place.warn(`${why}. Stages are those of the tags, and nobody goes back but who may write`),
        );
  const facts: BasicFacts = {
    now: place.ports.now().toISOString(),
    actor: await readActor(asked, read.policy, place),
    askedIn: await asked.words(),
    registry,
    denied: readDenied(files, registry),
    handled: [],
  };
  return { read, facts };
}

/** What tags and rollouts say of stages, where nothing else does. */
function policyWithout({ rollouts: { rollouts } }: FlagFiles, registry: RegistryModel, config: string): ReadPolicy {
  const rolloutOf = (digest: string) =>
    [...rollouts.values()].find(({ candidate, stable }) => [candidate?.digest, stable?.digest].includes(digest));
  return {
    policy: stopgapPolicy(registry, (digest) => rolloutOf(digest)?.name ?? null),
    plans: new Map(),
    file: { name: config, sha256: sha256("") },
  };
}

/** What tags say of a model; of one that nobody knows, that there is nothing. */
export async function readModel(model: string, place: Place): Promise<RegistryModel> {
  return modelIn(readRegistry(await place.tags.list(model)), model);
}

/** The package of a commit, found once: what a digest names does not change while it is looked at again. */
export type Finder = (commit: string | null) => Promise<FoundCandidate>;

export function rememberingFinder(request: PromotionRequest, place: Place): Finder {
  const found = new Map<string, Promise<FoundCandidate>>();
  return (commit) => {
    const key = commit ?? "";
    const known = found.get(key) ?? findCandidate(request, commit, place);
    found.set(key, known);
    return known;
  };
}

/** All that a promotion is decided from; `lock` is the request that holds it. */
export async function gatherPromotion(
  request: PromotionRequest,
  { asked, find, lock }: { readonly asked: Asked; readonly find: Finder; readonly lock: string | null },
  place: Place,
): Promise<{ readonly read: ReadPolicy; readonly facts: PromotionFacts }> {
  const { read, facts } = await gatherBasic(asked, request.model, place, request.move);
  const stage = stageNamed(read.policy, request.stage);
  const head = await findHead(asked.pullRequest, place);
  const registered = head === null ? registeredVersion(request, facts.registry) : null;
  const found = await find(head?.commit ?? registered?.commit ?? null);
  const made = await commitFor(found.candidate.commit, head, place);
  const isRegistered = registered?.digest === found.candidate.digest;
  const candidate = { ...found.candidate, commit: isRegistered ? registered.commit : made };
  const isNamed = request.version !== null || request.digest !== null || request.confirm !== null;
  const approved = { commit: candidate.commit, isNamed, pullRequest: asked.pullRequest, head, on: facts.now };
  const codeowners = stage.codeowners ? await readCodeowners(asked.pullRequest, head, place) : null;
  return {
    read,
    facts: {
      ...facts,
      candidate,
      head,
      evidence: found.evidence,
      approvals: await readApprovals({ stage, codeowners: codeowners ?? [] }, approved, place),
      codeowners,
      frozen: frozenBy(stage, read.plans, Date.parse(facts.now)),
      lock,
    },
  };
}

/** What tags say of the version that is named, and of its commit; null where they do not know it. */
function registeredVersion(
  { version, digest }: PromotionRequest,
  { versions }: RegistryModel,
): RegisteredVersion | null {
  const isMeant = (one: RegisteredVersion) => (digest === null ? one.version === version : one.digest === digest);
  return versions.find((one) => one.isActive && isMeant(one)) ?? null;
}

/**
 * What GitHub checked out for a pull request is a trial merge of its head: the package is the head's, where that was merged into what
 * its base holds by now, and into nothing that nobody saw.
 */
export async function commitFor(commit: string, head: FoundHead | null, { remote }: Place): Promise<string> {
  if (head === null || remote === null || head.commit === commit) return commit;
  const { client, repository } = remote;
  const into = await mergedInto(client, repository, { merge: commit, head: head.commit });
  const tip = into === null ? null : await findTip(client, repository, BRANCHES + head.base);
  if (into === null || tip === null) return commit;
  return (await remoteHistory(client, repository).mergeBase(into, tip)) === into ? head.commit : commit;
}

/** Who owns the files that the pull request changes, as its base has it now; null where there is none to ask. */
async function readCodeowners(
  number: number | null,
  head: FoundHead | null,
  { remote }: Place,
): Promise<readonly (readonly string[])[] | null> {
  if (remote === null || number === null || head === null) return null;
  const { client, repository } = remote;
  const [paths, commit] = await Promise.all([
    changedPaths(client, { ...repository, number }),
    findTip(client, repository, BRANCHES + head.base),
  ]);
  if (commit === null) return null;
  const owned = await codeownersOf(client, repository, commit, paths);
  const lists = owned
    .filter(({ owners }) => owners.length > 0)
    .map(({ owners }) => [owners.join(" "), owners] as const);
  return [...new Map(lists).values()];
}

/** Why the stage's rollout takes nothing now; null where it does, or there is none. Throws a UserError where nobody planned it. */
function frozenBy({ name, rollout }: Stage, plans: ReadonlyMap<string, RolloutPlan>, now: number): string | null {
  if (rollout === null) return null;
  const plan = plans.get(rollout);
  if (plan === undefined) {
    throw new UserError(`The stage ${name} names the rollout ${JSON.stringify(rollout)}, which nobody planned`, {
      remedy: `The section "rollouts:" of airworthy.yml has ${[...plans.keys()].join(", ") || "none"}.`,
    });
  }
  const freeze = freezeAt(plan, now);
  if (freeze === undefined && isInWindow(plan, now)) return null;
  const next = openingInWords(plan, now);
  const when = next === null ? "" : `: next on ${next}`;
  const why = freeze === undefined ? "takes nothing at this time" : `is frozen (${freeze.why})`;
  return `the rollout ${rollout} ${why}${when}`;
}
