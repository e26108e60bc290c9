import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../../client.ts";
import type { Repository } from "../../event.ts";
import { type Deployment, deploymentOf, deploymentSchema } from "./deployment.ts";

export interface DeploymentsWanted {
  readonly environment: string;
  /** Those of this commit alone. */
  readonly sha?: string;
}

const LIST = "GET /repos/{owner}/{repo}/deployments";
/** A page of GitHub's: what shares an environment has that many changes in weeks. */
const LOOKED_AT = 100;

/** The newest deployments to an environment, the newest first. Takes `deployments: read`. Throws a GitHubProblem. */
export async function deploymentsOf(
  client: GitHubClient,
  { owner, repo }: Repository,
  wanted: DeploymentsWanted,
): Promise<readonly Deployment[]> {
  const parameters = { owner, repo, ...wanted, per_page: LOOKED_AT };
  const answer = await client.request({ route: LIST, parameters, needs: "deployments: read" });
  const listed = checkShape(v.array(deploymentSchema), answer, `GitHub's answer to ${LIST}`);
  return listed.map(deploymentOf).sort((a, b) => b.id - a.id);
}
