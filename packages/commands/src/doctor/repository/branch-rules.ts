import { checkShape } from "@airworthy/evidence";
import { type GitHubClient, GitHubProblem, type Repository } from "@airworthy/github";
import * as v from "valibot";

const RULES = "GET /repos/{owner}/{repo}/rules/branches/{branch}";
const BRANCH = "GET /repos/{owner}/{repo}/branches/{branch}";
const PROTECTION = "GET /repos/{owner}/{repo}/branches/{branch}/protection";

const checksSchema = v.object({
  enforcement_level: v.optional(v.string()),
  contexts: v.optional(v.array(v.string()), []),
});
const branchSchema = v.object({
  protected: v.optional(v.boolean(), false),
  protection: v.optional(
    v.object({ enabled: v.optional(v.boolean()), required_status_checks: v.optional(checksSchema) }),
  ),
});
const ruleSchema = v.object({
  type: v.string(),
  parameters: v.optional(
    v.object({ required_status_checks: v.optional(v.array(v.object({ context: v.string() })), []) }),
  ),
});
const protectionSchema = v.object({
  required_pull_request_reviews: v.optional(v.unknown()),
  restrictions: v.optional(v.unknown()),
  lock_branch: v.optional(v.object({ enabled: v.boolean() })),
});

/**
 * The rules that keep out what comes by no pull request: nobody can let a job's own token pass them.
 * https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 */
const REFUSALS: Readonly<Record<string, string>> = {
  pull_request: "a pull request is required",
  required_status_checks: "checks are required",
  merge_queue: "a merge queue is required",
  required_deployments: "deployments are required",
  workflows: "workflows are required",
  code_scanning: "results of code scanning are required",
  update: "updates are restricted",
};

export interface RulesOfBranch {
  readonly branch: string;
  /** The names of the checks that are required. */
  readonly checks: readonly string[];
  /** Why it takes no push of a job's own token; null where the token may not see all of the protection. */
  readonly because: readonly string[] | null;
}

/** The rules of a branch: those of rulesets, and those of its own protection. Throws a GitHubProblem. */
export async function readBranchRules(client: GitHubClient, at: Repository, branch: string): Promise<RulesOfBranch> {
  const parameters = { ...at, branch };
  const checks: string[] = [];
  const types = new Set<string>();
  for await (const rule of client.list({ route: RULES, parameters, needs: "metadata: read" })) {
    const { type, parameters: says } = checkShape(ruleSchema, rule, `GitHub's answer to ${RULES}`);
    types.add(type);
    checks.push(...(says?.required_status_checks ?? []).map(({ context }) => context));
  }
  const answer = await client.request({ route: BRANCH, parameters, needs: "contents: read" });
  const { protected: isProtected, protection } = checkShape(branchSchema, answer, `GitHub's answer to ${BRANCH}`);
  const { enforcement_level: level, contexts = [] } = protection?.required_status_checks ?? {};
  const protecting = level === "off" ? [] : contexts;
  const because = [...types].flatMap((type) => (Object.hasOwn(REFUSALS, type) ? (REFUSALS[type] ?? []) : []));
  if (protecting.length > 0 && !types.has("required_status_checks")) because.push("checks are required");
  // A ruleset protects a branch, too: only one that is enabled has a protection of its own.
  const hasOwn = protection?.enabled ?? isProtected;
  return {
    branch,
    checks: [...checks, ...protecting],
    because: because.length > 0 || !hasOwn ? because : await protectionRefusals(client, parameters),
  };
}

/** What else the branch's own protection says, which takes more of a token; null where it may not see. */
async function protectionRefusals(
  client: GitHubClient,
  parameters: Readonly<Record<string, string>>,
): Promise<string[] | null> {
  try {
    const answer = await client.request({ route: PROTECTION, parameters, needs: "administration: read" });
    const {
      required_pull_request_reviews: reviews,
      restrictions,
      lock_branch: lock,
    } = checkShape(protectionSchema, answer, `GitHub's answer to ${PROTECTION}`);
    return [
      ...(reviews === undefined ? [] : ["a pull request is required"]),
      ...(restrictions === undefined ? [] : ["pushes are restricted"]),
      ...(lock?.enabled ? ["the branch is locked"] : []),
    ];
  } catch (error) {
    // Of a branch that is protected "not found" says that the token may not see how.
    if (error instanceof GitHubProblem && ["permission", "not-found"].includes(error.kind)) return null;
    throw error;
  }
}
