import { UserError } from "@airworthy/evidence";
import {
  type CommentPlace,
  commitPlace,
  findByHead,
  type GitHubClient,
  GitHubProblem,
  issuePlace,
  type Resolution,
  type Run,
  readTrigger,
  resolvePullRequest,
  type WorkflowEvent,
} from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";
import { isHarmlessOfFork, isOfFork } from "../is-of-fork.ts";
import type { Wanted } from "./parse-target.ts";

/** The workflow that the step runs in. */
export interface Surroundings {
  readonly event: WorkflowEvent;
  readonly client: GitHubClient;
  readonly env: Ports["env"];
}

/** Where a comment goes, and what its marker says of where it comes from. */
export interface Place {
  readonly at: CommentPlace;
  /** As the input `target` would name it, such as "pr/7". */
  readonly name: string;
  readonly headSha: string;
  readonly run: Run;
  /** Where it goes if the token may not write there. */
  readonly otherwise?: Place;
  /** What the user has to know of it. */
  readonly note?: string;
}

/** A place, or why there is none. */
export type FoundPlace = Place | { readonly reason: string };

const SHA = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const BRANCH = /^refs\/heads\/(.+)$/s;
/** Events whose GITHUB_SHA is the tip of the branch that GITHUB_REF names. */
const OF_A_BRANCH: readonly string[] = ["push", "schedule", "workflow_dispatch", "repository_dispatch"];
const NOT_ON_THE_PULL_REQUEST =
  "It stands on the commit, since the token may not read or write pull requests: `permissions: pull-requests: write` puts it on " +
  "the branch's pull request, `target: commit` says that the commit is meant.";

/**
 * Where the token is not a fork's but the report may be: whoever opened the pull request then wrote it. Throws a UserError
 * there, and a GitHubProblem where GitHub has to be asked and cannot be.
 */
export async function refuseForks({ event, client }: Surroundings): Promise<void> {
  if (isHarmlessOfFork(event) || !(await isOfFork(event, async () => client))) return;
  const message = `file: under ${event.name} what may be a fork's report is not posted: whoever opened the pull request wrote it`;
  throw new UserError(message, {
    remedy: "Post evidence with post-report: it makes the report anew of what it has checked.",
  });
}

/**
 * Finds the pull request of the event, or of the branch whose tip it is about, else the commit; a commit that is wanted
 * is not looked for among pull requests. Throws a UserError where the workflow asks for what there is not, and a
 * GitHubProblem.
 */
export async function findPlace(wanted: Wanted, surroundings: Surroundings): Promise<FoundPlace> {
  const named = placeOf(wanted, surroundings.event, surroundings.env);
  if (named !== null) return named;
  if (wanted.kind === "commit") return await findCommit(surroundings);
  if (wanted.kind !== "pr") return await findEither(surroundings);
  const found = await findPull(surroundings);
  if (!("at" in found)) throw new UserError(`target: pr was given, but ${found.reason}`);
  return found;
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

async function findEither(surroundings: Surroundings): Promise<FoundPlace> {
  const pull = await unlessForbidden(() => findPull(surroundings));
  const isFound = pull !== null && "at" in pull;
  if (isFound && !OF_A_BRANCH.includes(surroundings.event.name)) return pull;
  const commit = await findCommit(surroundings);
  if (!("at" in commit)) return pull ?? commit;
  const instead = { ...commit, note: NOT_ON_THE_PULL_REQUEST };
  if (pull === null) return instead;
  return isFound ? { ...pull, otherwise: instead } : commit;
}

async function findPull(surroundings: Surroundings): Promise<FoundPlace> {
  const resolution = await resolve(surroundings);
  if (resolution.kind === "none") return { reason: resolution.reason };
  const { number, headSha, run } = resolution.pull;
  return { ...pullPlace(number, surroundings.event, headSha), run };
}

/** Only a comment's event does not name it, so that GitHub is asked. */
async function findCommit({ event, client, env }: Surroundings): Promise<FoundPlace> {
  if (event.name === "workflow_run") return commitPlaceOf(readTrigger(event).sha, event);
  const resolution = await resolvePullRequest(event, client);
  if (resolution.kind === "pull") return commitPlaceOf(resolution.pull.headSha, event);
  const sha = resolution.sha ?? tipOf(event, env);
  return sha === null ? { reason: resolution.reason } : commitPlaceOf(sha, event);
}

/** Without a pull request of the event's own, that whose head is the tip of the event's branch. */
async function resolve({ event, client, env }: Surroundings): Promise<Resolution> {
  const resolution = await resolvePullRequest(event, client);
  if (resolution.kind === "pull") return resolution;
  const [, branch] = BRANCH.exec(env["GITHUB_REF"] ?? "") ?? [];
  const sha = resolution.sha ?? tipOf(event, env);
  if (!OF_A_BRANCH.includes(event.name) || branch === undefined || sha === null) return resolution;
  const { owner, repo } = event.repository;
  const head = { sha, branch, repository: `${owner}/${repo}` };
  return await findByHead(client, event.repository, { head, run: event.run });
}

/** Null where the token may not do it. */
async function unlessForbidden<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GitHubProblem && error.kind === "permission") return null;
    throw error;
  }
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
