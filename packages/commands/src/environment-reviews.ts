import { checkShape } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import * as v from "valibot";
import type { Remote } from "./manage-rollout/open-flags.ts";

/** That somebody let the job of this run into its environments. */
export interface EnvironmentReview {
  /** Without "@". */
  readonly login: string;
  readonly environments: readonly string[];
}

const ROUTE = "GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals";

const nameSchema = v.pipe(v.string(), v.nonEmpty());
const answerSchema = v.array(
  v.object({
    state: v.string(),
    user: v.nullable(v.object({ login: nameSchema })),
    environments: v.optional(v.array(v.object({ name: nameSchema })), []),
  }),
);

/** Who approved this run for its environments, as GitHub has it. Takes `actions: read`. Throws a GitHubProblem. */
export async function environmentReviews(
  { client, repository }: Remote,
  env: Ports["env"],
): Promise<readonly EnvironmentReview[]> {
  const run = Number(env["GITHUB_RUN_ID"]);
  if (!Number.isSafeInteger(run)) return [];
  const { owner, repo } = repository;
  const request = { route: ROUTE, parameters: { owner, repo, run_id: run }, needs: "actions: read" };
  const reviews = checkShape(answerSchema, await client.request(request), `GitHub's answer to ${ROUTE}`);
  return reviews.flatMap(({ state, user, environments }) =>
    state === "approved" && user !== null
      ? [{ login: user.login, environments: environments.map(({ name }) => name) }]
      : [],
  );
}
