import { type GitHubClient, resolvePullRequest, type WorkflowEvent } from "@airworthy/github";
import { mayBeOfFork } from "./audit-model/may-be-of-fork.ts";

/** Under these a fork's run has a token that only reads and no secret, whatever the workflow asks for. */
const HARMLESS: readonly string[] = ["pull_request", "pull_request_review", "pull_request_review_comment"];

/** Whether GitHub itself keeps a fork's run from writing under this event. */
export function isHarmlessOfFork({ name }: WorkflowEvent): boolean {
  return HARMLESS.includes(name);
}

/**
 * Whether the change that a workflow examines may be another repository's, as `mayBeOfFork`; under a comment on a pull
 * request, whose event does not tell, GitHub is asked whose it is. Throws a GitHubProblem where it cannot be.
 */
export async function isOfFork(event: WorkflowEvent, connect: () => Promise<GitHubClient>): Promise<boolean> {
  if (!mayBeOfFork(event)) return false;
  if (event.name !== "issue_comment") return true;
  const resolution = await resolvePullRequest(event, await connect());
  return resolution.kind !== "pull" || resolution.pull.fromFork;
}
