import {
  createDeployment,
  type DeploymentState,
  type DeploymentsWanted,
  deploymentsOf,
  lastDeploymentStatus,
  setDeploymentStatus,
} from "@airworthy/github";
import type { Remote } from "../../manage-rollout/open-flags.ts";
import type { Change } from "../change.ts";
import type { Place } from "../place.ts";
import type { Said } from "./keeping.ts";
import { type DeploymentPayload, type OwnDeployment, ownDeployments } from "./own-deployment.ts";
import type { Reach } from "./rollout.ts";
import { repositoryAddress, runAddress } from "./run-address.ts";

/** In the order in which a deployment comes through them: none is said after a later one. */
const STATES: readonly string[] = ["pending", "failure", "in_progress", "success", "inactive"];

const STATE_OF: Readonly<Record<Reach, DeploymentState>> = {
  everybody: "success",
  some: "in_progress",
  nobody: "inactive",
};

/**
 * Says the change as a deployment of the version's commit, with how it went; what it went back from, or what nobody has any more
 * since, is inactive from then on. `reach` says who has the version; null where its rollout failed. Null without GitHub. Throws
 * a GitHubProblem.
 */
export async function recordDeployment(change: Change, reach: Reach | null, place: Place): Promise<Said | null> {
  const { remote, ports } = place;
  if (remote === null) return null;
  const deployed = await deploy(change, reach, { remote, run: runAddress(ports.env) });
  const isReplaced = change.move === "rollback" || reach === "everybody";
  const ended = isReplaced && (await endBefore(change, remote));
  const page = repositoryAddress(ports.env);
  const where = page === null ? null : `${page}/deployments/${encodeURIComponent(environmentOf(change))}`;
  return { state: deployed || ended ? "written" : "there", where };
}

interface At {
  readonly remote: Remote;
  /** The page of the run. */
  readonly run: string | null;
}

/** Whether anything was written. */
async function deploy(change: Change, reach: Reach | null, { remote, run }: At): Promise<boolean> {
  const { client, repository } = remote;
  const environment = environmentOf(change);
  const payload = payloadOf(change);
  const { request, model, digest } = payload;
  const known = (await ownOf({ environment, sha: change.commit }, remote)).find(
    (one) => one.request === request && one.model === model && one.digest === digest,
  );
  const description = descriptionOf(change);
  const made = { environment, sha: change.commit, payload: { ...payload }, description };
  const isProduction = change.isLastStage;
  const { id } = known ?? (await createDeployment(client, repository, { ...made, isTransient: false, isProduction }));
  const state = stateOf(change, reach);
  const last = known === undefined ? null : await lastStateOf(id, remote);
  if (placeOf(last) >= placeOf(state)) return false;
  await setDeploymentStatus(client, repository, id, { state, description, ...(run === null ? {} : { logUrl: run }) });
  return true;
}

/** Whether that was not said before. */
async function endBefore(change: Change, remote: Remote): Promise<boolean> {
  const { model, before, version } = change;
  if (before === null || before.digest === version.digest) return false;
  const all = await ownOf({ environment: environmentOf(change) }, remote);
  const last = all.find((one) => one.model === model && one.digest === before.digest);
  if (last === undefined || (await lastStateOf(last.id, remote)) === "inactive") return false;
  const description = endOf(change);
  await setDeploymentStatus(remote.client, remote.repository, last.id, { state: "inactive", description });
  return true;
}

/** The newest first. */
async function ownOf(wanted: DeploymentsWanted, { client, repository }: Remote): Promise<readonly OwnDeployment[]> {
  return ownDeployments(await deploymentsOf(client, repository, wanted));
}

async function lastStateOf(id: number, { client, repository }: Remote): Promise<string | null> {
  return (await lastDeploymentStatus(client, repository, id))?.state ?? null;
}

function endOf({ move, by, reason, version: { version, digest } }: Change): string {
  if (move === "promote") return `Replaced by ${version ?? digest}`;
  return `Taken back by ${by}${reason === "" ? "" : `: ${reason}`}`;
}

function environmentOf({ stage }: Pick<Change, "stage">): string {
  return stage.environment ?? stage.name;
}

function payloadOf({ request, model, version: { version, digest } }: Change): DeploymentPayload {
  return { request, model, version, digest };
}

function descriptionOf({ move, model, version: { version, digest }, stage, by }: Change): string {
  const what = `${model} ${version ?? digest}`;
  return move === "promote" ? `${what} to ${stage.name}, by ${by}` : `Back to ${what} in ${stage.name}, by ${by}`;
}

/** Without its rollout nobody has a promoted version yet, and users may have what was to be taken back. */
function stateOf({ move }: Change, reach: Reach | null): DeploymentState {
  if (reach !== null) return STATE_OF[reach];
  return move === "promote" ? "pending" : "failure";
}

/** Of what nobody said, and of states that others gave it, before all of ours. */
function placeOf(state: string | null): number {
  return state === null ? -1 : STATES.indexOf(state);
}
