import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import { numberSchema, shaSchema } from "../identifiers.ts";
import type { PullNumber } from "../pull-request-now.ts";
import { type Author, authorOf, userSchema } from "./author.ts";
import { listCapped } from "./capped-list.ts";
import { timeSchema } from "./time.ts";

/** What a reviewer last said of a pull request. */
export interface Review {
  readonly id: number;
  readonly by: Author;
  /** The commit that was looked at; null where GitHub no longer knows it. */
  readonly commit: string | null;
  readonly on: string;
}

/** Each reviewer is in one of them at most, by what they said last. */
export interface Reviews {
  /** Of the very head. */
  readonly approvals: readonly Review[];
  /** Of an earlier commit: they count for nothing. */
  readonly outdated: readonly Review[];
  /** Changes that were asked for, of any commit. */
  readonly objections: readonly Review[];
}

const LIST = "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews";
/** Ten pages: with more, the last of them might be missed. */
const MOST_REVIEWS = 1_000;

const reviewSchema = v.object({
  id: numberSchema,
  user: userSchema,
  state: v.string(),
  commit_id: v.nullish(shaSchema),
  submitted_at: v.nullish(timeSchema),
});

/** Comments leave what a reviewer said before as it was; what is pending nobody has said yet. */
const OPINIONS: readonly string[] = ["APPROVED", "CHANGES_REQUESTED", "DISMISSED"];

interface Opinion {
  readonly state: string;
  readonly review: Review;
}

/**
 * The reviews of a pull request that stand. An approval counts for the commit that it was given for; a later word of the
 * same reviewer takes the place of an earlier one, and what was dismissed is void. Takes `pull-requests: read`. Throws a
 * UserError for more than 1,000 reviews, and a GitHubProblem.
 */
export async function approvalsOf(client: GitHubClient, pull: PullNumber, headSha: string): Promise<Reviews> {
  const { owner, repo, number } = pull;
  const request = { route: LIST, parameters: { owner, repo, pull_number: number }, needs: "pull-requests: read" };
  const { items, isCut } = await listCapped(client, request, reviewSchema, MOST_REVIEWS);
  if (isCut)
    throw new UserError(`Pull request #${number} has more than ${MOST_REVIEWS} reviews: not all are looked at`);
  const last = new Map<string, Opinion>();
  for (const opinion of items.flatMap(opinionOf).toSorted(byTime)) {
    last.set(opinion.review.by.login.toLowerCase(), opinion);
  }
  const said = (state: string) => [...last.values()].filter((one) => one.state === state).map(({ review }) => review);
  const approvals = said("APPROVED");
  return {
    approvals: approvals.filter(({ commit }) => commit === headSha),
    outdated: approvals.filter(({ commit }) => commit !== headSha),
    objections: said("CHANGES_REQUESTED"),
  };
}

/** None of what was only remarked, and of reviewers whose accounts were deleted. */
function opinionOf(answer: v.InferOutput<typeof reviewSchema>): readonly Opinion[] {
  const { id, state, commit_id: commit, submitted_at: on } = answer;
  const by = authorOf(answer.user);
  if (by === null || !OPINIONS.includes(state)) return [];
  if (!on) throw new UserError(`GitHub's answer to ${LIST} does not say when review ${id} was given`);
  return [{ state, review: { id, by, commit: commit ?? null, on } }];
}

/** A review is numbered when it is begun, and given later; within a second the number decides. */
function byTime({ review: a }: Opinion, { review: b }: Opinion): number {
  return Date.parse(a.on) - Date.parse(b.on) || a.id - b.id;
}
