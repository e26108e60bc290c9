import type { Repository, WorkflowEvent } from "@airworthy/github";
import * as v from "valibot";

const repositorySchema = v.object({ full_name: v.string() });
const pullSchema = v.object({ pull_request: v.object({ head: v.object({ repo: repositorySchema }) }) });
const runSchema = v.object({ workflow_run: v.object({ event: v.string(), head_repository: repositorySchema }) });
const issueSchema = v.object({ issue: v.object({ pull_request: v.optional(v.nullable(v.unknown())) }) });

/** What only those start who may write to the repository, or its own schedule: of its own commits. */
const OWN = new Set("push schedule workflow_dispatch repository_dispatch release create merge_group".split(" "));

/**
 * Whose runs are listed with the pull request's own repository. One that a comment, another run or `pull_request_target`
 * started may be listed with the default branch, whatever it examined.
 */
const OF_THE_HEAD = new Set(["pull_request", "pull_request_review", "pull_request_review_comment"]);

/**
 * Whether the change that a workflow examines may be another repository's: then its code and its sign-offs are anybody's.
 * What the event does not tell, as of a check's, a comment's or of a repository that is gone, counts as a fork's.
 */
export function mayBeOfFork({ name, repository, payload }: WorkflowEvent): boolean {
  if (name.startsWith("pull_request")) {
    const { success, output } = v.safeParse(pullSchema, payload);
    return !success || isOther(output.pull_request.head.repo.full_name, repository);
  }
  if (name === "workflow_run") {
    const { success, output } = v.safeParse(runSchema, payload);
    if (!success || isOther(output.workflow_run.head_repository.full_name, repository)) return true;
    const { event } = output.workflow_run;
    return !OWN.has(event) && !OF_THE_HEAD.has(event);
  }
  if (name !== "issue_comment" && name !== "issues") return !OWN.has(name);
  const { success, output } = v.safeParse(issueSchema, payload);
  return !success || (output.issue.pull_request ?? null) !== null;
}

function isOther(fullName: string, { owner, repo }: Repository): boolean {
  return fullName.toLowerCase() !== `${owner}/${repo}`.toLowerCase();
}
