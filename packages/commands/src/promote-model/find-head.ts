import { UserError } from "@airworthy/evidence";
import { headTimes, readIssueOrPull } from "@airworthy/github";
import type { Head } from "@airworthy/promotion";
import type { Place } from "./place.ts";

/** A head, and the branch that it is to be merged into. */
export interface FoundHead extends Head {
  readonly base: string;
  /** The commit that reviews are of: also once it was merged, and the head became another. */
  readonly reviewed: string;
}

const BRANCHES = /^refs\/heads\//;

/**
 * The commit of a pull request that its package is to be of: its head, or what it became once it was merged. Null outside of
 * one. Throws a UserError for an issue's number, for a pull request that was closed without having been merged, and for one into
 * another branch than that of the policy or the repository's own: what people approve there is another change.
 */
export async function findHead(number: number | null, { remote, inputs }: Place): Promise<FoundHead | null> {
  if (number === null || remote === null) return null;
  const { client, repository } = remote;
  const pull = await readIssueOrPull(client, repository, number);
  if (pull.kind === "issue") throw new UserError(`#${number} is an issue, and no pull request`);
  if (pull.state === "closed") {
    throw new UserError(`Pull request #${number} was closed without having been merged: it has nothing to promote`, {
      remedy: "Open it again, or promote from an issue by naming the version.",
    });
  }
  const { baseRef: base, defaultRef } = pull;
  const allowed = [inputs.branch?.replace(BRANCHES, ""), defaultRef ?? undefined].filter((one) => one !== undefined);
  const branches = [...new Set(allowed)];
  if (!branches.includes(base)) {
    throw new UserError(`Pull request #${number} is into ${base}; those into ${branches.join(" or ")} are promoted`, {
      remedy: "Change its base, and have it approved anew.",
    });
  }
  const commit = pull.mergeSha ?? pull.headSha;
  return { commit, base, reviewed: pull.headSha, ...(await headTimes(client, repository, pull)) };
}
