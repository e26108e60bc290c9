import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import { GitHubProblem } from "../problem.ts";
import { checkLogin, splitTeam } from "./login.ts";

const READ = "GET /orgs/{org}/teams/{team_slug}/memberships/{username}";
/** Each takes a request; a policy names a few. */
const MOST_TEAMS = 50;

const answerSchema = v.object({ state: v.string() });

/**
 * Those of the teams, as they were given, that somebody is in; who was invited and has not accepted is in none. A team that
 * does not exist, or that the token may not see, has nobody in it. Takes the permission of an organization "Members: read",
 * which no job's own token can have. Throws a UserError for a name that is none or for over 50 teams, and a GitHubProblem.
 */
export async function teamsOf(
  client: GitHubClient,
  login: string,
  teams: readonly string[],
): Promise<readonly string[]> {
  checkLogin(login);
  if (teams.length > MOST_TEAMS) throw new UserError(`${teams.length} teams were given; ${MOST_TEAMS} are allowed`);
  const places = teams.map((team) => ({ team, ...splitTeam(team) }));
  const found: string[] = [];
  for (const { team, org, slug } of places) {
    if (await isMember(client, { org, team_slug: slug, username: login })) found.push(team);
  }
  return found;
}

async function isMember(client: GitHubClient, parameters: Readonly<Record<string, string>>): Promise<boolean> {
  try {
    const answer = await client.request({ route: READ, parameters, needs: "members: read" });
    return checkShape(answerSchema, answer, `GitHub's answer to ${READ}`).state === "active";
  } catch (error) {
    if (!(error instanceof GitHubProblem)) throw error;
    if (error.kind === "not-found") return false;
    if (error.kind !== "permission") throw error;
    throw new GitHubProblem("permission", error.message, {
      remedy:
        "A job's own token cannot see who is in a team: pass one of a GitHub App that has the organization's permission " +
        "`Members: read`, or name people instead of teams.",
      cause: error,
    });
  }
}
