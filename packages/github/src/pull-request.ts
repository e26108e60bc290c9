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
  readonly fromFork: boolean;
  /** The run that examined it: under `workflow_run` the triggering one. */
  readonly run: Run;
}

/** The pull request, or why there is none. */
export type Resolution =
  | { readonly kind: "pull"; readonly pull: PullRequest }
  | { readonly kind: "none"; readonly reason: string };

const pullSchema = v.object({
  number: numberSchema,
  head: v.object({ sha: shaSchema, repo: v.nullish(v.object({ full_name: v.string() })) }),
});

const pullEventSchema = v.object({ pull_request: pullSchema });
const issueEventSchema = v.object({
  issue: v.object({ number: numberSchema, pull_request: v.optional(v.looseObject({})) }),
});
const pushEventSchema = v.object({ after: shaSchema, ref: v.string() });
const WHERE = "The event's payload";

/**
 * Finds the pull request of an event. The number comes from the event itself or, where it does not say (`push`, and
 * `workflow_run`, whose `pull_requests` is empty for forks), from the API by head commit; never from an artifact.
 * Throws a UserError on a payload of the wrong shape and a GitHubProblem when GitHub cannot be asked.
 */
export async function resolvePullRequest(event: WorkflowEvent, client: GitHubClient): Promise<Resolution> {
  switch (event.name) {
    case "pull_request":
    case "pull_request_target":
    case "pull_request_review":
      return found(event, checkShape(pullEventSchema, event.payload, WHERE).pull_request);
    case "issue_comment":
      return fromComment(event, client);
    case "workflow_run":
      return fromRun(event, client);
    case "push":
      return fromPush(event, client);
    case "merge_group":
      return none("a merge queue's commit stands for several pull requests");
    default:
      return none(`the event ${event.name} has no pull request`);
  }
}

/** What the API says of a pull request right now. */
export async function readPull(client: GitHubClient, repository: Repository, number: number) {
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
  const parameters = { owner: repository.owner, repo: repository.repo, pull_number: number };
  const answer = await client.request({ route, parameters, needs: "pull-requests: read" });
  return checkShape(pullSchema, answer, `GitHub's answer to ${route}`);
}

async function fromComment(event: WorkflowEvent, client: GitHubClient): Promise<Resolution> {
  const { issue } = checkShape(issueEventSchema, event.payload, WHERE);
  if (issue.pull_request === undefined) return none(`#${issue.number} is an issue, not a pull request`);
  return found(event, await readPull(client, event.repository, issue.number));
}

async function fromPush(event: WorkflowEvent, client: GitHubClient): Promise<Resolution> {
  const { after, ref } = checkShape(pushEventSchema, event.payload, WHERE);
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  if (branch === undefined) return none(`${ref} is not a branch`);
  const head = { sha: after, branch, repository: `${event.repository.owner}/${event.repository.repo}` };
  return findByHead(client, event.repository, { head, run: event.run });
}

async function fromRun(event: WorkflowEvent, client: GitHubClient): Promise<Resolution> {
  const { run, head } = readTrigger(event);
  if (head === null) return none("the triggering run's branch or repository is gone");
  return findByHead(client, event.repository, { head, run });
}

function found(event: WorkflowEvent, pull: v.InferOutput<typeof pullSchema>): Resolution {
  const { owner, repo } = event.repository;
  const fromFork = pull.head.repo?.full_name !== `${owner}/${repo}`;
  return { kind: "pull", pull: { owner, repo, number: pull.number, headSha: pull.head.sha, fromFork, run: event.run } };
}

function none(reason: string): Resolution {
  return { kind: "none", reason };
}
