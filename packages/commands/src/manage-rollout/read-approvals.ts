import { UserError } from "@airworthy/evidence";
import type { Approval } from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";
import { environmentReviews } from "../environment-reviews.ts";
import type { Remote } from "./open-flags.ts";

/**
 * Who agrees to the step. In a workflow those who approved the run for an environment, as GitHub has it: what a workflow
 * could be told by whoever starts it counts for nothing. On the command line those whom the user names. Throws a UserError
 * where names are given in a workflow, and a GitHubProblem.
 */
export async function readApprovals(
  named: readonly string[] | undefined,
  remote: Remote | null,
  { env, now }: Ports,
): Promise<readonly Approval[]> {
  const on = now().toISOString();
  if (env["GITHUB_ACTIONS"] !== "true") return (named ?? []).map((by) => ({ by, teams: [], on }));
  if (named !== undefined) {
    throw new UserError("approved-by was given in a workflow, where anybody who starts it could have written it", {
      remedy: "Let the job use an environment with required reviewers: who approved is then asked of GitHub.",
    });
  }
  if (remote === null) return [];
  const reviews = await environmentReviews(remote, env);
  return reviews.map(({ login }) => ({ by: `@${login}`, teams: [], on }));
}
