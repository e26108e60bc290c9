import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import { parseRepository, type Repository, type Run } from "./event.ts";
import { numberSchema, shaSchema } from "./identifiers.ts";
import type { Resolution } from "./pull-request.ts";

/** A commit at the tip of a branch; `repository` is the owner/name that the branch is in, a fork perhaps. */
export interface Head {
  readonly sha: string;
  readonly branch: string;
  readonly repository: string;
}

const pullsSchema = v.object({
  number: numberSchema,
  state: v.string(),
  head: v.object({ sha: shaSchema, ref: v.string(), repo: v.nullish(v.object({ full_name: v.string() })) }),
});

type Pull = v.InferOutput<typeof pullsSchema>;

const LIST_PULLS = "GET /repos/{owner}/{repo}/pulls";
const LIST_BY_COMMIT = "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls";

/**
 * The open pull request whose head is exactly this commit of this repository. It is looked for by branch, since GitHub
 * does not know a fork's commits by SHA, then by commit; what is found must agree in SHA, branch and repository.
 */
export async function findByHead(
  client: GitHubClient,
  base: Repository,
  examined: { readonly head: Head; readonly run: Run },
): Promise<Resolution> {
  const { head, run } = examined;
  const { owner } = parseRepository(head.repository, "The head's repository");
  const byBranch = await listPulls(client, LIST_PULLS, { ...base, state: "open", head: `${owner}:${head.branch}` });
  const byCommit =
    byBranch.length > 0 ? [] : await listPulls(client, LIST_BY_COMMIT, { ...base, commit_sha: head.sha });
  const ofBranch = [...byBranch, ...byCommit].filter((pull) => isOfBranch(pull, head));
  const [match, ...others] = ofBranch.filter((pull) => pull.head.sha === head.sha);
  const fromFork = head.repository !== `${base.owner}/${base.repo}`;
  const sha = fromFork ? null : head.sha;
  if (match === undefined) return { kind: "none", reason: whyNone(ofBranch, head), sha };
  if (others.length > 0) {
    const numbers = [match, ...others]
      .map((pull) => pull.number)
      .sort((a, b) => a - b)
      .map((number) => `#${number}`)
      .join(", ");
    return { kind: "none", reason: `${head.sha} is the head of several pull requests: ${numbers}`, sha };
  }
  return { kind: "pull", pull: { ...base, number: match.number, headSha: head.sha, baseRef: null, fromFork, run } };
}

async function listPulls(client: GitHubClient, route: string, parameters: Record<string, string>): Promise<Pull[]> {
  const pulls: Pull[] = [];
  for await (const item of client.list({ route, parameters, needs: "pull-requests: read" })) {
    pulls.push(checkShape(pullsSchema, item, `GitHub's answer to ${route}`));
  }
  return pulls;
}

function isOfBranch(pull: Pull, head: Head): boolean {
  return pull.state === "open" && pull.head.ref === head.branch && pull.head.repo?.full_name === head.repository;
}

function whyNone(ofBranch: readonly Pull[], head: Head): string {
  const [moved] = ofBranch;
  return moved === undefined
    ? `no open pull request has the head ${head.sha}`
    : `the head of #${moved.number} moved on from ${head.sha} to ${moved.head.sha}`;
}
