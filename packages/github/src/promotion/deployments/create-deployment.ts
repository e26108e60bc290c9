import { isDeepStrictEqual } from "node:util";
import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../../client.ts";
import type { Repository } from "../../event.ts";
import { GitHubProblem } from "../../problem.ts";
import { type Deployment, deploymentOf, deploymentSchema, shortDescription } from "./deployment.ts";

export interface NewDeployment {
  /** Such as "production"; GitHub makes it where there is none. */
  readonly environment: string;
  /** The commit, by its full SHA. */
  readonly sha: string;
  /** What makes it this deployment and no other, such as the request that asked for it: JSON's own values only. */
  readonly payload: Readonly<Record<string, string | number | boolean | null>>;
  /** Its first 140 characters are kept. */
  readonly description: string;
  /** Whether it is to be gone some day, as that of a pull request. */
  readonly isTransient: boolean;
  /** Whether its users are the real ones. */
  readonly isProduction: boolean;
}

const CREATE = "POST /repos/{owner}/{repo}/deployments";
const LIST = "GET /repos/{owner}/{repo}/deployments";
/** Those that others made of the same commit, for the same environment, since ours. */
const LOOKED_AT = 30;

const listSchema = v.array(deploymentSchema);

/**
 * Makes a deployment of exactly this commit: nothing is merged into it, and the commit's checks are not asked, since
 * that is for the policy to say. Where its answer got lost, it is looked for and not made again. Takes
 * `deployments: write`. Throws a GitHubProblem: `refused` where GitHub has a conflict (409) or does not know the commit.
 */
export async function createDeployment(
  client: GitHubClient,
  { owner, repo }: Repository,
  deployment: NewDeployment,
): Promise<Deployment> {
  const { environment, sha, payload, description, isTransient, isProduction } = deployment;
  const parameters = {
    owner,
    repo,
    ref: sha,
    task: "deploy",
    auto_merge: false,
    required_contexts: [],
    payload,
    environment,
    description: shortDescription(description),
    transient_environment: isTransient,
    production_environment: isProduction,
  };
  try {
    const answer = await client.request({ route: CREATE, parameters, needs: "deployments: write" });
    return deploymentOf(checkShape(deploymentSchema, answer, `GitHub's answer to ${CREATE}`));
  } catch (error) {
    const isLost = error instanceof GitHubProblem && error.kind === "unreachable";
    const made = isLost ? await findMade(client, { owner, repo }, deployment) : null;
    if (made === null) throw error;
    return made;
  }
}

async function findMade(client: GitHubClient, at: Repository, wanted: NewDeployment): Promise<Deployment | null> {
  const { sha, environment, payload } = wanted;
  const parameters = { ...at, sha, environment, task: "deploy", per_page: LOOKED_AT };
  const answer = await client.request({ route: LIST, parameters, needs: "deployments: read" });
  const made = checkShape(listSchema, answer, `GitHub's answer to ${LIST}`).map(deploymentOf);
  return made.find((one) => isDeepStrictEqual(one.payload, payload)) ?? null;
}
