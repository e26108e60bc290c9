import type { Answer } from "./message.ts";
import { page } from "./page.ts";
import type { StoredReview } from "./promotion-state.ts";
import type { Context, Route } from "./routes.ts";
import { showUser } from "./user.ts";

/** https://docs.github.com/en/rest/pulls/reviews#list-reviews-for-a-pull-request */
export const reviewRoutes: readonly Route[] = [
  ["GET", /^\/repos\/R\/pulls\/(\d+)\/reviews$/, listReviews],
  ["GET", /^\/repos\/R\/pulls\/(\d+)\/files$/, listFiles],
];

/** https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files */
function listFiles({ state, received, parts }: Context): Answer {
  const changed = state.changedFiles.get(Number(parts[0])) ?? [];
  return page(
    changed.map((filename) => ({ filename, status: "modified", additions: 1, deletions: 1, changes: 2 })),
    received.url,
  );
}

function listReviews({ state, received, parts }: Context): Answer {
  const number = Number(parts[0]);
  if (!state.pulls.some((pull) => pull.number === number)) return { status: 404, body: { message: "Not Found" } };
  const reviews = state.reviews.filter(({ pull }) => pull === number);
  return page(reviews.map(showReview), received.url);
}

function showReview({ id, login, state, commit, on }: StoredReview) {
  const submitted = state === "PENDING" ? {} : { submitted_at: on };
  return { id, user: showUser(login), body: "", state, commit_id: commit, ...submitted };
}
