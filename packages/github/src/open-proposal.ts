import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { Repository } from "./event.ts";
import { numberSchema } from "./identifiers.ts";

/** A pull request of ours, which waits to be merged or was closed without. */
export interface Proposal {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  /** Its own branch, in full. */
  readonly ref: string;
}

/** Where to look for proposals: those to a branch, from branches that begin with a prefix. */
export interface ProposalQuery {
  readonly base: string;
  readonly prefix: string;
}

const LIST = "GET /repos/{owner}/{repo}/pulls";
const UPDATE = "PATCH /repos/{owner}/{repo}/pulls/{pull_number}";
const BRANCHES = "refs/heads/";
/** Three pages of the closed ones, of which a repository has thousands. */
const MOST_CLOSED = 300;

const pullSchema = v.object({
  number: numberSchema,
  title: v.string(),
  html_url: v.pipe(v.string(), v.url()),
  merged_at: v.nullish(v.string()),
  head: v.object({ ref: v.string(), repo: v.nullish(v.object({ full_name: v.string() })) }),
});

/**
 * The newest open pull request of ours: of a branch of the repository itself, for a fork may call its branches anything. Null
 * without one. Takes `pull-requests: read`. Throws a GitHubProblem.
 */
export async function findOpenProposal(
  client: GitHubClient,
  repository: Repository,
  query: ProposalQuery,
): Promise<Proposal | null> {
  for await (const found of proposals(client, repository, { ...query, state: "open" })) {
    if (found !== null) return found;
  }
  return null;
}

/** Those of ours that were closed without being merged, the newest first, of the newest 300 closed to the branch. Likewise. */
export async function listClosedProposals(
  client: GitHubClient,
  repository: Repository,
  query: ProposalQuery,
): Promise<readonly Proposal[]> {
  const closed: Proposal[] = [];
  let seen = 0;
  for await (const found of proposals(client, repository, { ...query, state: "closed" })) {
    if (found !== null) closed.push(found);
    if (++seen === MOST_CLOSED) break;
  }
  return closed;
}

/** Gives a pull request another title. Takes `pull-requests: write`. Throws a GitHubProblem. */
export async function retitleProposal(
  client: GitHubClient,
  { owner, repo }: Repository,
  { number }: Pick<Proposal, "number">,
  title: string,
): Promise<void> {
  const parameters = { owner, repo, pull_number: number, title };
  await client.request({ route: UPDATE, parameters, needs: "pull-requests: write" });
}

/** Of each pull request in such a state what is of ours; null for others, and for what was merged. */
async function* proposals(
  client: GitHubClient,
  { owner, repo }: Repository,
  { base, prefix, state }: ProposalQuery & { readonly state: "open" | "closed" },
): AsyncGenerator<Proposal | null> {
  const order = { sort: "created", direction: "desc" };
  const parameters = { owner, repo, state, base: base.slice(BRANCHES.length), ...order };
  for await (const item of client.list({ route: LIST, parameters, needs: "pull-requests: read" })) {
    const pull = checkShape(pullSchema, item, `GitHub's answer to ${LIST}`);
    const isOurs = pull.head.repo?.full_name.toLowerCase() === `${owner}/${repo}`.toLowerCase();
    const { number, title, html_url: url, head } = pull;
    yield isOurs && head.ref.startsWith(prefix) && !pull.merged_at
      ? { number, url, title, ref: BRANCHES + head.ref }
      : null;
  }
}
