import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { Repository, Run, WorkflowEvent } from "./event.ts";
import { findByHead } from "./find-by-head.ts";
import { numberSchema, shaSchema } from "./identifiers.ts";
import { readTrigger } from "./trigger.ts";

/** The pull request that a run speaks to, and the commit that it examined. */
export interface PullRequest extends Repository {
  readonly number: number;
  /** The examined commit: the head as the event had it. */
  readonly headSha: string;
  /** The branch that it was to be merged into when the event happened; null where the event does not say. */
  readonly baseRef: string | null;
  readonly fromFork: boolean;
  /**
   * Whether the examined commit is none of the pull request's, as in a rollout of what was merged: then nothing is out of
   * date because its head is another.
   */
  readonly isOfAnotherCommit?: true;
  /** The run that examined it: under `workflow_run` the triggering one. */
  readonly run: Run;
}

/**
 * The pull request, or why there is none; `sha` is then the repository's own commit that the event is about, null where
 * the event does not name it.
 */
export type Resolution =
  | { readonly kind: "pull"; readonly pull: PullRequest }
  | { readonly kind: "none"; readonly reason: string; readonly sha: string | null };

const pullSchema = v.object({
  number: numberSchema,
  head: v.object({ sha: shaSchema, repo: v.nullish(v.object({ full_name: v.string() })) }),
  base: v.nullish(v.object({ ref: v.string() })),
});

const pullEventSchema = v.object({ pull_request: pullSchema });
const issueEventSchema = v.object({
  issue: v.object({ number: numberSchema, pull_request: v.optional(v.looseObject({})) }),
});
const pushEventSchema = v.object({ after: shaSchema, ref: v.string() });
const groupEventSchema = v.object({ merge_group: v.object({ head_sha: shaSchema }) });
const WHERE = "The event's payload";
const READ = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
/** How a push says that it deleted the branch. */
const NO_COMMIT = /^0+$/;

/**
 * Finds the pull request of an event. The number comes from the event itself or, under `workflow_run`, whose
 * `pull_requests` is empty for forks, from the API by head commit; never from an artifact. A push has none: the
 * `pull_request` event that follows it speaks to the pull request, and two must not. Throws a UserError on a payload of
 * the wrong shape and a GitHubProblem when GitHub cannot be asked.
 */
export async function resolvePullRequest(event: WorkflowEvent, client: GitHubClient): Promise<Resolution> {
  switch (event.name) {
    case "pull_request":
    case "pull_request_target":
    case "pull_request_review":
    case "pull_request_review_comment":
      return found(event, checkShape(pullEventSchema, event.payload, WHERE).pull_request);
    case "issue_comment":
      return fromComment(event, client);
    case "workflow_run":
      return fromRun(event, client);
    case "push": {
      const { after, ref } = checkShape(pushEventSchema, event.payload, WHERE);
      return none(`a push to ${ref} is no pull request's event`, NO_COMMIT.test(after) ? null : after);
    }
    case "merge_group": {
      const { merge_group: group } = checkShape(groupEventSchema, event.payload, WHERE);
      return none("a merge queue's commit stands for several pull requests", group.head_sha);
    }
    default:
      return none(`the event ${event.name} has no pull request`, null);
  }
}

async function fromComment(event: WorkflowEvent, client: GitHubClient): Promise<Resolution> {
  const { issue } = checkShape(issueEventSchema, event.payload, WHERE);
  if (issue.pull_request === undefined) return none(`#${issue.number} is an issue, not a pull request`, null);
  const parameters = { ...event.repository, pull_number: issue.number };
  const answer = await client.request({ route: READ, parameters, needs: "pull-requests: read" });
  return found(event, checkShape(pullSchema, answer, `GitHub's answer to ${READ}`));
}

async function fromRun(event: WorkflowEvent, client: GitHubClient): Promise<Resolution> {
  const { run, head } = readTrigger(event);
  if (head === null) return none("the triggering run's branch or repository is gone", null);
  return findByHead(client, event.repository, { head, run });
}

function found(event: WorkflowEvent, pull: v.InferOutput<typeof pullSchema>): Resolution {
  const { owner, repo } = event.repository;
  const { number, head, base } = pull;
  const fromFork = head.repo?.full_name !== `${owner}/${repo}`;
  const baseRef = base?.ref ?? null;
  return { kind: "pull", pull: { owner, repo, number, headSha: head.sha, baseRef, fromFork, run: event.run } };
}

function none(reason: string, sha: string | null): Resolution {
  return { kind: "none", reason, sha };
}
