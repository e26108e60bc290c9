import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../../client.ts";
import type { Repository } from "../../event.ts";
import { numberSchema } from "../../identifiers.ts";
import { timeSchema } from "../time.ts";
import { shortDescription } from "./deployment.ts";

/** https://docs.github.com/en/rest/deployments/statuses#create-a-deployment-status */
export const DEPLOYMENT_STATES = [
  "queued",
  "pending",
  "in_progress",
  "success",
  "failure",
  "error",
  "inactive",
] as const;

export type DeploymentState = (typeof DEPLOYMENT_STATES)[number];

/** How a deployment went. */
export interface DeploymentStatus {
  readonly id: number;
  readonly state: string;
  readonly description: string;
  readonly createdAt: string;
}

export interface NewDeploymentStatus {
  readonly state: DeploymentState;
  /** Its first 140 characters are kept. */
  readonly description: string;
  /** Where what was deployed can be seen. */
  readonly environmentUrl?: string;
  /** Where the deployment itself can be followed. */
  readonly logUrl?: string;
}

const CREATE = "POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses";
const LIST = "GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses";

const statusSchema = v.object({
  id: numberSchema,
  state: v.string(),
  description: v.nullish(v.string()),
  created_at: timeSchema,
});

/**
 * Says how a deployment goes, and nothing of any other: what shares an environment need not be replaced by it. Said twice, it
 * still says the same. Takes `deployments: write`. Throws a UserError for an
 * address that is no web address, and a GitHubProblem.
 */
export async function setDeploymentStatus(
  client: GitHubClient,
  { owner, repo }: Repository,
  id: number,
  status: NewDeploymentStatus,
): Promise<DeploymentStatus> {
  const { state, description, environmentUrl, logUrl } = status;
  const parameters = {
    owner,
    repo,
    deployment_id: id,
    state,
    // GitHub would take everything else in an environment that is not production for gone.
    auto_inactive: false,
    description: shortDescription(description),
    ...(environmentUrl === undefined ? {} : { environment_url: webAddress(environmentUrl, "environment") }),
    ...(logUrl === undefined ? {} : { log_url: webAddress(logUrl, "log") }),
  };
  const request = { route: CREATE, parameters, needs: "deployments: write", repeatable: true };
  return statusOf(checkShape(statusSchema, await client.request(request), `GitHub's answer to ${CREATE}`));
}

/** What was last said of a deployment; null where nothing was. Takes `deployments: read`. Throws a GitHubProblem. */
export async function lastDeploymentStatus(
  client: GitHubClient,
  { owner, repo }: Repository,
  id: number,
): Promise<DeploymentStatus | null> {
  // GitHub lists the newest first, and a deployment has a handful.
  const request = {
    route: LIST,
    parameters: { owner, repo, deployment_id: id, per_page: 100 },
    needs: "deployments: read",
  };
  const answer = checkShape(v.array(statusSchema), await client.request(request), `GitHub's answer to ${LIST}`);
  const newest = answer.toSorted((a, b) => b.id - a.id)[0];
  return newest === undefined ? null : statusOf(newest);
}

function statusOf({ id, state, description, created_at: createdAt }: v.InferOutput<typeof statusSchema>) {
  return { id, state, description: description ?? "", createdAt };
}

function webAddress(url: string, of: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new UserError(
    `A deployment's ${of}: ${JSON.stringify(url.slice(0, 200))} was given; an http or https address is allowed`,
  );
}
