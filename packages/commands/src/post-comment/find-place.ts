import { UserError } from "@airworthy/evidence";
import {
  type CommentPlace,
  commitPlace,
  findByHead,
  type GitHubClient,
  issuePlace,
  type Resolution,
  type Run,
  readTrigger,
  resolvePullRequest,
  type WorkflowEvent,
} from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";
import type { Wanted } from "./parse-target.ts";

/** Where a comment goes, and what its marker says of where it comes from. */
export interface Place {
  readonly at: CommentPlace;
  /** As the input `target` would name it, such as "pr/7". */
  readonly name: string;
  readonly headSha: string;
  readonly run: Run;
}

/** A place, or why there is none. */
export type FoundPlace = Place | { readonly reason: string };

const SHA = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const BRANCH = /^refs\/heads\/(.+)$/s;
/** Events whose GITHUB_SHA is the tip of the branch that GITHUB_REF names. */
const OF_A_BRANCH: readonly string[] = ["push", "schedule", "workflow_dispatch", "repository_dispatch"];

/** Under `workflow_run` the report may be a fork's: whoever opened the pull request then wrote it. Throws a UserError there. */
export function refuseForks(event: WorkflowEvent): void {
  if (event.name !== "workflow_run") return;
  const { owner, repo } = event.repository;
  if (readTrigger(event).head?.repository === `${owner}/${repo}`) return;
  const message = "file: under workflow_run a fork's report is not posted: whoever opened the pull request wrote it";
  throw new UserError(message, {
    remedy: "Post evidence with post-report: it makes the report anew of what it has checked.",
  });
}

/**
 * Finds the pull request of the event, or of the branch whose tip it is about, else the commit. Throws a UserError where
 * the workflow asks for what there is not, and a GitHubProblem.
 */
export async function findPlace(
  wanted: Wanted,
  event: WorkflowEvent,
  client: GitHubClient,
  env: Ports["env"],
): Promise<FoundPlace> {
  const named = placeOf(wanted, event, env);
  if (named !== null) return named;
  const resolution = await resolve(event, client, env);
  if (resolution.kind === "pull" && wanted.kind !== "commit") {
    const { number, headSha, run } = resolution.pull;
    return { ...pullPlace(number, event, headSha), run };
  }
  if (resolution.kind === "pull") return commitPlaceOf(resolution.pull.headSha, event);
  const { reason } = resolution;
  if (wanted.kind === "pr") throw new UserError(`target: pr was given, but ${reason}`);
  const sha = resolution.sha ?? tipOf(event, env);
  return sha === null ? { reason } : commitPlaceOf(sha, event);
}

/** What the workflow names by its number or SHA; under `workflow_run` it could be what the other run left. */
function placeOf(wanted: Wanted, event: WorkflowEvent, env: Ports["env"]): Place | null {
  if (wanted.kind === "auto" || wanted.kind === "pr" || wanted.kind === "commit") return null;
  if (event.name === "workflow_run") {
    throw new UserError("target: under workflow_run only auto, pr and commit are allowed", {
      remedy: "The pull request is found by the run's head commit.",
    });
  }
  const own = ownCommit(env);
  if (wanted.kind === "commit-sha") return commitPlaceOf(wanted.sha, event, own);
  if (wanted.kind === "pr-number") return pullPlace(wanted.number, event, own);
  const at = issuePlace({ ...event.repository, number: wanted.number }, "issues");
  return { at, name: `issue/${wanted.number}`, headSha: own, run: event.run };
}

/** Without a pull request of the event's own, that whose head is the tip of the event's branch. */
async function resolve(event: WorkflowEvent, client: GitHubClient, env: Ports["env"]): Promise<Resolution> {
  const resolution = await resolvePullRequest(event, client);
  if (resolution.kind === "pull") return resolution;
  const [, branch] = BRANCH.exec(env["GITHUB_REF"] ?? "") ?? [];
  const sha = resolution.sha ?? tipOf(event, env);
  if (!OF_A_BRANCH.includes(event.name) || branch === undefined || sha === null) return resolution;
  const { owner, repo } = event.repository;
  const head = { sha, branch, repository: `${owner}/${repo}` };
  return await findByHead(client, event.repository, { head, run: event.run });
}

/** Under `workflow_run` the workflow's own commit is another one. */
function tipOf({ name }: WorkflowEvent, env: Ports["env"]): string | null {
  const sha = env["GITHUB_SHA"] ?? "";
  return name !== "workflow_run" && SHA.test(sha) ? sha : null;
}

function ownCommit(env: Ports["env"]): string {
  const sha = env["GITHUB_SHA"] ?? "";
  if (SHA.test(sha)) return sha;
  throw new UserError(`GITHUB_SHA: ${JSON.stringify(sha.slice(0, 100))} was given; a commit's SHA is allowed`);
}

function pullPlace(number: number, { repository, run }: WorkflowEvent, headSha: string): Place {
  return { at: issuePlace({ ...repository, number }, "pull-requests"), name: `pr/${number}`, headSha, run };
}

function commitPlaceOf(sha: string, { repository, run }: WorkflowEvent, headSha = sha): Place {
  return { at: commitPlace(repository, sha), name: `commit/${sha}`, headSha, run };
}
