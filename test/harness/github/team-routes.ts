import type { Answer } from "./message.ts";
import type { Context, Route } from "./routes.ts";

/** https://docs.github.com/en/rest/teams/members#get-team-membership-for-a-user */
export const teamRoutes: readonly Route[] = [
  ["GET", /^\/orgs\/([^/]+)\/teams\/([^/]+)\/memberships\/([^/]+)$/, readMembership],
];

/** Nobody can tell a team that is not there from one that has not this member. */
function readMembership({ state, parts: [org, slug, login = ""] }: Context): Answer {
  const membership = state.teams.get(`${org}/${slug}`)?.get(login);
  if (membership === undefined) return { status: 404, body: { message: "Not Found" } };
  return { status: 200, body: { state: membership, role: "member", url: "https://api.github.com/teams/1" } };
}
