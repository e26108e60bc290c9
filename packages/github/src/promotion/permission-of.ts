import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import type { Repository } from "../event.ts";
import { GitHubProblem } from "../problem.ts";
import { checkLogin } from "./login.ts";

/** What somebody may do in a repository, by whatever way it was given. */
export interface RepositoryPermission {
  readonly level: PermissionLevel;
  /** As the repository calls it, which may be a role of the organization's own; null where there is none. */
  readonly roleName: string | null;
}

export type PermissionLevel = "admin" | "maintain" | "write" | "triage" | "read" | "none";

const READ = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";

const answerSchema = v.object({
  permission: v.picklist(["admin", "write", "read", "none"]),
  role_name: v.nullish(v.string()),
  user: v.nullish(v.object({ login: v.string() })),
});

/** How GitHub says that an App, or a name that nobody has, is no user and so has no permission of its own. */
const NO_USER = /\bis not a user\b/i;

/**
 * The permission that somebody has right now; `none` for Apps and for names that nobody has. Takes `metadata: read`, which
 * the token of every job has. Throws a UserError for what is no login, and a GitHubProblem.
 */
export async function permissionOf(
  client: GitHubClient,
  { owner, repo }: Repository,
  login: string,
): Promise<RepositoryPermission> {
  checkLogin(login);
  const none = { level: "none", roleName: null } as const;
  try {
    const answer = await client.request({
      route: READ,
      parameters: { owner, repo, username: login },
      needs: "contents: read",
    });
    const { permission, role_name: role, user } = checkShape(answerSchema, answer, `GitHub's answer to ${READ}`);
    if (user && user.login.toLowerCase() !== login.toLowerCase()) return none;
    return { level: levelOf(permission, role), roleName: role ?? null };
  } catch (error) {
    if (!(error instanceof GitHubProblem)) throw error;
    if (error.kind === "not-found" && NO_USER.test(error.message)) return none;
    if (error.kind !== "permission") throw error;
    throw new GitHubProblem("permission", error.message, {
      remedy: "Ask with the workflow's own token, or with one that may push to the repository.",
      cause: error,
    });
  }
}

/**
 * `permission` has four levels: "the maintain role is mapped to write and the triage role is mapped to read". A role of
 * the organization's own counts as what it is built on, whatever it is called.
 * https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
function levelOf(
  permission: v.InferOutput<typeof answerSchema>["permission"],
  role: string | null | undefined,
): PermissionLevel {
  if (permission === "write" && role === "maintain") return "maintain";
  if (permission === "read" && role === "triage") return "triage";
  return permission;
}
