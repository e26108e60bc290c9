import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../../client.ts";
import type { Repository } from "../../event.ts";
import { type Deployment, deploymentOf, deploymentSchema } from "./deployment.ts";
import { type DeploymentStatus, lastDeploymentStatus } from "./deployment-status.ts";

/** A deployment, and what was last said of it: null where nothing was. */
export interface StandingDeployment extends Deployment {
  readonly status: DeploymentStatus | null;
}

const LIST = "GET /repos/{owner}/{repo}/deployments";

/**
 * The newest deployment to an environment, whatever came of it; null where there is none. Takes `deployments: read`. Throws
 * a GitHubProblem.
 */
export async function latestDeployment(
  client: GitHubClient,
  { owner, repo }: Repository,
  environment: string,
): Promise<StandingDeployment | null> {
  // GitHub lists the newest first.
  const request = { route: LIST, parameters: { owner, repo, environment, per_page: 1 }, needs: "deployments: read" };
  const answer = checkShape(v.array(deploymentSchema), await client.request(request), `GitHub's answer to ${LIST}`);
  const newest = answer[0];
  if (newest === undefined) return null;
  const status = await lastDeploymentStatus(client, { owner, repo }, newest.id);
  return { ...deploymentOf(newest), status };
}
