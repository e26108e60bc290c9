import * as v from "valibot";
import { type Answer, tooLong } from "./message.ts";
import { page } from "./page.ts";
import type { StoredDeployment, StoredDeploymentStatus } from "./promotion-state.ts";
import type { Context, Route } from "./routes.ts";
import { WRITTEN_AT } from "./user.ts";

const DESCRIPTION_CHARACTERS = 140;
const STATES = ["error", "failure", "inactive", "in_progress", "queued", "pending", "success"] as const;
const NOT_FOUND: Answer = { status: 404, body: { message: "Not Found" } };

const deploymentSchema = v.object({
  ref: v.string(),
  task: v.optional(v.string(), "deploy"),
  auto_merge: v.optional(v.boolean(), true),
  required_contexts: v.optional(v.array(v.string())),
  payload: v.optional(v.union([v.string(), v.looseObject({})]), {}),
  environment: v.optional(v.string(), "production"),
  description: v.optional(v.nullable(v.string()), ""),
  transient_environment: v.optional(v.boolean(), false),
  production_environment: v.optional(v.boolean()),
});
const statusSchema = v.object({
  state: v.picklist(STATES),
  description: v.optional(v.string(), ""),
  environment_url: v.optional(v.string(), ""),
  log_url: v.optional(v.string(), ""),
});

/** https://docs.github.com/en/rest/deployments */
export const deploymentRoutes: readonly Route[] = [
  ["GET", /^\/repos\/R\/deployments$/, list],
  ["POST", /^\/repos\/R\/deployments$/, create],
  ["GET", /^\/repos\/R\/deployments\/(\d+)\/statuses$/, listStatuses],
  ["POST", /^\/repos\/R\/deployments\/(\d+)\/statuses$/, createStatus],
];

/** Newest first. */
function list({ state, received: { url } }: Context): Answer {
  const fits = (name: string, value: string) => (url.searchParams.get(name) ?? value) === value;
  const found = state.deployments.filter(
    ({ environment, sha, task }) => fits("environment", environment) && fits("sha", sha) && fits("task", task),
  );
  return page(found.toReversed().map(show), url);
}

function create({ state, received }: Context): Answer {
  const given = v.parse(deploymentSchema, received.json);
  const description = given.description ?? "";
  if (description.length > DESCRIPTION_CHARACTERS) return tooLong("description", DESCRIPTION_CHARACTERS);
  const isKnown =
    state.commits.some(({ sha }) => sha === given.ref) || state.pulls.some(({ head }) => head.sha === given.ref);
  if (!isKnown) return { status: 422, body: { message: `No ref found for: ${given.ref}` } };
  // Without `required_contexts` every check of the commit is to have passed.
  const hasFailed = state.statuses.some(({ sha, state: said }) => sha === given.ref && said !== "success");
  if (given.required_contexts === undefined && hasFailed) {
    return { status: 409, body: { message: "Conflict: Commit status checks failed for the ref." } };
  }
  const deployment: StoredDeployment = {
    id: state.deployments.length + 1,
    sha: given.ref,
    environment: given.environment,
    task: given.task,
    payload: given.payload,
    description,
    isTransient: given.transient_environment,
    isProduction: given.production_environment ?? given.environment === "production",
    statuses: [],
  };
  state.deployments.push(deployment);
  return { status: 201, body: show(deployment) };
}

function listStatuses({ state, received, parts }: Context): Answer {
  const deployment = state.deployments.find(({ id }) => id === Number(parts[0]));
  if (deployment === undefined) return NOT_FOUND;
  return page(deployment.statuses.toReversed().map(showStatus), received.url);
}

function createStatus({ state, received, parts }: Context): Answer {
  const deployment = state.deployments.find(({ id }) => id === Number(parts[0]));
  if (deployment === undefined) return NOT_FOUND;
  const { state: said, description, environment_url: environmentUrl } = v.parse(statusSchema, received.json);
  if (description.length > DESCRIPTION_CHARACTERS) return tooLong("description", DESCRIPTION_CHARACTERS);
  const status = { id: deployment.statuses.length + 1, state: said, description, environmentUrl };
  deployment.statuses.push(status);
  return { status: 201, body: showStatus(status) };
}

function show({ id, sha, environment, task, payload, description, isTransient, isProduction }: StoredDeployment) {
  return {
    id,
    url: `https://api.github.com/deployments/${id}`,
    sha,
    ref: sha,
    task,
    payload,
    environment,
    description,
    transient_environment: isTransient,
    production_environment: isProduction,
    created_at: WRITTEN_AT,
    updated_at: WRITTEN_AT,
  };
}

function showStatus({ id, state, description, environmentUrl }: StoredDeploymentStatus) {
  return { id, state, description, environment_url: environmentUrl, created_at: WRITTEN_AT, updated_at: WRITTEN_AT };
}
