import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { Repository } from "./event.ts";
import { shaSchema } from "./identifiers.ts";

/** A commit of a history. */
export interface RemoteCommit {
  readonly sha: string;
  /** When it was committed, in ISO 8601 and UTC; null where the commit says no possible time. */
  readonly committedOn: string | null;
}

/** A repository's history as GitHub has it, for whoever has no clone or a shallow one. Every method throws a GitHubProblem. */
export interface RemoteHistory {
  /** The full SHA of the commit that a branch, a tag or a SHA names. */
  resolve(revision: string): Promise<string>;
  /** The SHA of the best common ancestor of two commits. */
  mergeBase(one: string, other: string): Promise<string>;
  /** The commit itself, then its first parent, and so on: at most so many, nearest first. */
  ancestors(commit: string, most: number): Promise<readonly RemoteCommit[]>;
}

const NEEDS = "contents: read";
const READ = "GET /repos/{owner}/{repo}/commits/{ref}";
const LIST = "GET /repos/{owner}/{repo}/commits";
const COMPARE = "GET /repos/{owner}/{repo}/compare/{basehead}";

/** One page: where side branches crowd it, what is missing of the first parents is asked for one by one. */
const LISTED = 100;

const commitSchema = v.object({
  sha: shaSchema,
  parents: v.array(v.object({ sha: shaSchema })),
  commit: v.object({ committer: v.nullish(v.object({ date: v.nullish(v.string()) })) }),
});
const comparisonSchema = v.object({ merge_base_commit: v.object({ sha: shaSchema }) });

type Commit = v.InferOutput<typeof commitSchema>;

export function remoteHistory(client: GitHubClient, { owner, repo }: Repository): RemoteHistory {
  async function read(ref: string): Promise<Commit> {
    const answer = await client.request({ route: READ, parameters: { owner, repo, ref }, needs: NEEDS });
    return checkShape(commitSchema, answer, `GitHub's answer to ${READ}`);
  }

  /** What comes before a commit, by all its parents, mixed by date. */
  async function listed(sha: string, most: number): Promise<ReadonlyMap<string, Commit>> {
    const commits = new Map<string, Commit>();
    if (most <= 1) return commits;
    for await (const item of client.list({ route: LIST, parameters: { owner, repo, sha }, needs: NEEDS })) {
      const commit = checkShape(commitSchema, item, `GitHub's answer to ${LIST}`);
      commits.set(commit.sha, commit);
      if (commits.size === LISTED) break;
    }
    return commits;
  }

  return {
    resolve: async (revision) => (await read(revision)).sha,
    async mergeBase(one, other) {
      const parameters = { owner, repo, basehead: `${one}...${other}`, per_page: 1 };
      const answer = await client.request({ route: COMPARE, parameters, needs: NEEDS });
      return checkShape(comparisonSchema, answer, `GitHub's answer to ${COMPARE}`).merge_base_commit.sha;
    },
    async ancestors(commit, most) {
      const known = await listed(commit, most);
      const found: RemoteCommit[] = [];
      let next: string | undefined = commit;
      while (next !== undefined && found.length < most) {
        const at: Commit = known.get(next) ?? (await read(next));
        found.push({ sha: at.sha, committedOn: isoTime(at.commit.committer?.date) });
        next = at.parents[0]?.sha;
      }
      return found;
    },
  };
}

function isoTime(text: string | null | undefined): string | null {
  const time = new Date(text ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
