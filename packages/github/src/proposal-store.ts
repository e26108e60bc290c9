import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { Repository } from "./event.ts";
import { gitObjects, type RefChange } from "./git-objects.ts";
import { numberSchema } from "./identifiers.ts";
import { GitHubProblem } from "./problem.ts";
import { createRef, findTip } from "./refs.ts";

/** Text files of a branch that are changed by pull requests, where nobody may push. Every method throws a GitHubProblem. */
export interface ProposalStore {
  /** The branch, in full. */
  readonly ref: string;
  /** The branch as it stands now, without what is only proposed. */
  open(): Promise<ProposalState>;
}

export interface ProposalState {
  /** The commit's SHA; null where there is no such branch, or none that the token may see. */
  readonly tip: string | null;
  /** A file's text; null where there is none. Throws for more bytes than allowed, and for what is no UTF-8. */
  read(path: string, mostBytes: number): Promise<string | null>;
  /**
   * Proposes the change: the pull request's address, of the one that is open already where it was proposed before. Null where that
   * was merged. Throws a ClosedProposal where it was closed.
   */
  commit(change: RefChange): Promise<string | null>;
}

/** What is to be proposed was proposed before, and somebody closed the pull request without merging it. */
export class ClosedProposal extends UserError {
  readonly url: string;
  constructor(url: string, branch: string) {
    super(`${url} proposed this and was closed without being merged`, {
      remedy: `Open it again, or delete its branch ${branch} to propose it anew.`,
    });
    this.url = url;
  }
}

const LIST = "GET /repos/{owner}/{repo}/pulls";
const CREATE = "POST /repos/{owner}/{repo}/pulls";
const BRANCHES = "refs/heads/";

const pullSchema = v.object({
  number: numberSchema,
  state: v.picklist(["open", "closed"]),
  merged_at: v.nullish(v.string()),
  html_url: v.pipe(v.string(), v.url()),
});

type Pull = v.InferOutput<typeof pullSchema>;

/**
 * The store of a branch that is changed by pull requests only: each from a branch that `branchOf` names after the change, so that
 * the same change is proposed once. Reading takes `contents: read`, proposing `contents: write` and `pull-requests: write`.
 */
export function proposalStore(
  client: GitHubClient,
  { owner, repo }: Repository,
  ref: string,
  branchOf: (change: RefChange) => string,
): ProposalStore {
  const at = { owner, repo };
  const base = ref.slice(BRANCHES.length);

  async function pullOf(branch: string): Promise<Pull | null> {
    const parameters = { ...at, head: `${owner}:${branch}`, base, state: "all" };
    const pulls: Pull[] = [];
    for await (const item of client.list({ route: LIST, parameters, needs: "pull-requests: read" })) {
      pulls.push(checkShape(pullSchema, item, `GitHub's answer to ${LIST}`));
    }
    return pulls.find(({ state }) => state === "open") ?? pulls[0] ?? null;
  }

  async function createPull(branch: string, { message }: RefChange): Promise<string> {
    const [title = "", ...rest] = message.split("\n");
    const parameters = { ...at, title, body: rest.join("\n").trim(), head: branch, base };
    try {
      const answer = await client.request({ route: CREATE, parameters, needs: "pull-requests: write" });
      return checkShape(pullSchema, answer, `GitHub's answer to ${CREATE}`).html_url;
    } catch (error) {
      // An answer that was lost, or another job that proposes the same at the same time.
      const pull = error instanceof GitHubProblem && error.kind === "refused" ? await pullOf(branch) : null;
      if (pull?.state === "open") return pull.html_url;
      throw error;
    }
  }

  return {
    ref,
    async open() {
      const tip = await findTip(client, at, ref);
      const { read, write } = gitObjects(client, at, tip);
      return {
        tip,
        read,
        async commit(change) {
          const branch = branchOf(change);
          const isNew = await createRef(client, at, `${BRANCHES}${branch}`, await write(change));
          const pull = isNew ? null : await pullOf(branch);
          if (pull === null) return await createPull(branch, change);
          if (pull.state === "open") return pull.html_url;
          if (pull.merged_at) return null;
          throw new ClosedProposal(pull.html_url, branch);
        },
      };
    },
  };
}
