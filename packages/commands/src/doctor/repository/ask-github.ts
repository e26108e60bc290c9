import type { AllowedActions, Asked, CodeownersError, RepositoryFacts } from "@airworthy/diagnosis";
import { checkShape, type Shape } from "@airworthy/evidence";
import { findTip, type GitHubClient, GitHubProblem, type Repository } from "@airworthy/github";
import * as v from "valibot";
import type { RepositoryWishes } from "./repository-wishes.ts";

const REPOSITORY = "GET /repos/{owner}/{repo}";
const DEFAULTS = "GET /repos/{owner}/{repo}/actions/permissions/workflow";
const ALLOWED = "GET /repos/{owner}/{repo}/actions/permissions";
const SELECTED = "GET /repos/{owner}/{repo}/actions/permissions/selected-actions";
const ENVIRONMENT = "GET /repos/{owner}/{repo}/environments/{environment_name}";
const RULES = "GET /repos/{owner}/{repo}/rules/branches/{branch}";
const BRANCH = "GET /repos/{owner}/{repo}/branches/{branch}";
const CODEOWNERS = "GET /repos/{owner}/{repo}/codeowners/errors";

const ADMINISTRATION = "administration: read";

const repositorySchema = v.object({ default_branch: v.string() });
const defaultsSchema = v.object({ default_workflow_permissions: v.picklist(["read", "write"]) });
const allowedSchema = v.object({ enabled: v.boolean(), allowed_actions: v.optional(v.string()) });
const selectedSchema = v.object({ patterns_allowed: v.optional(v.array(v.string()), []) });
const environmentSchema = v.object({
  protection_rules: v.optional(
    v.array(v.object({ type: v.string(), reviewers: v.optional(v.array(v.unknown()), []) })),
    [],
  ),
});
const branchSchema = v.object({
  protection: v.optional(
    v.object({ required_status_checks: v.optional(v.object({ contexts: v.optional(v.array(v.string()), []) })) }),
  ),
});
const ruleSchema = v.object({
  type: v.string(),
  parameters: v.optional(
    v.object({ required_status_checks: v.optional(v.array(v.object({ context: v.string() })), []) }),
  ),
});
const codeownersSchema = v.object({
  errors: v.array(
    v.object({
      path: v.string(),
      line: v.number(),
      column: v.number(),
      message: v.string(),
      suggestion: v.nullish(v.string()),
    }),
  ),
});

/**
 * How a repository is set, as far as the token may see; nothing is written. Throws a UserError where GitHub gives no answer, or
 * one of another form, and the signal's reason when it is aborted.
 */
export async function askGitHub(
  client: GitHubClient,
  at: Repository,
  wishes: RepositoryWishes,
): Promise<RepositoryFacts> {
  const ask = async <T>(
    shape: Shape<T>,
    route: string,
    needs: string,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<T> => {
    const answer = await client.request({ route, parameters: { ...at, ...parameters }, needs });
    return checkShape(shape, answer, `GitHub's answer to ${route}`);
  };
  const branch = async () => (await ask(repositorySchema, REPOSITORY, "metadata: read")).default_branch;

  const environments: RepositoryFacts["environments"][number][] = [];
  for (const { name, place } of wishes.environments) {
    const parameters = { environment_name: name };
    const reviewers = await asked("actions: read", async () =>
      orNull(async () => reviewersIn(await ask(environmentSchema, ENVIRONMENT, "actions: read", parameters))),
    );
    environments.push({ name, place, reviewers });
  }
  return {
    name: `${at.owner}/${at.repo}`,
    defaultPermissions: await asked(
      ADMINISTRATION,
      async () => (await ask(defaultsSchema, DEFAULTS, ADMINISTRATION)).default_workflow_permissions,
    ),
    allowedActions: await asked(ADMINISTRATION, async (): Promise<AllowedActions> => {
      const { enabled, allowed_actions: allowed } = await ask(allowedSchema, ALLOWED, ADMINISTRATION);
      if (!enabled || allowed === undefined || allowed === "all") return { isEnabled: enabled, patterns: null };
      if (allowed !== "selected") return { isEnabled: true, patterns: [] };
      const { patterns_allowed: patterns } = await ask(selectedSchema, SELECTED, ADMINISTRATION);
      return { isEnabled: true, patterns };
    }),
    environments,
    requiredChecks:
      wishes.checks.length === 0 ? null : await asked("contents: read", () => requiredChecks(client, at, branch, ask)),
    history:
      wishes.history === null ? null : { ref: wishes.history, isThere: await isThere(client, at, wishes.history) },
    codeowners: wishes.codeowners
      ? await asked("contents: read", async () => errorsIn(await ask(codeownersSchema, CODEOWNERS, "contents: read")))
      : null,
  };
}

/** Those of rulesets, and those of the branch's own protection. */
async function requiredChecks(
  client: GitHubClient,
  at: Repository,
  branchOf: () => Promise<string>,
  ask: <T>(shape: Shape<T>, route: string, needs: string, parameters: Readonly<Record<string, string>>) => Promise<T>,
) {
  const branch = await branchOf();
  const parameters = { branch };
  const checks: string[] = [];
  for await (const rule of client.list({
    route: RULES,
    parameters: { ...at, ...parameters },
    needs: "metadata: read",
  })) {
    const { type, parameters: says } = checkShape(ruleSchema, rule, `GitHub's answer to ${RULES}`);
    if (type === "required_status_checks")
      checks.push(...(says?.required_status_checks ?? []).map((one) => one.context));
  }
  const { protection } = await ask(branchSchema, BRANCH, "contents: read", parameters);
  return { branch, checks: [...checks, ...(protection?.required_status_checks?.contexts ?? [])] };
}

async function isThere(client: GitHubClient, at: Repository, ref: string): Promise<Asked<boolean>> {
  return await asked("contents: read", async () => (await findTip(client, at, ref)) !== null);
}

function reviewersIn({ protection_rules: rules }: v.InferOutput<typeof environmentSchema>): number {
  return rules
    .filter(({ type }) => type === "required_reviewers")
    .reduce((sum, { reviewers }) => sum + reviewers.length, 0);
}

function errorsIn({ errors }: v.InferOutput<typeof codeownersSchema>): CodeownersError[] {
  return errors.map(({ suggestion, ...error }) => ({ ...error, suggestion: suggestion ?? null }));
}

/** What was said, or what it takes to see it. Where GitHub does not answer at all, nothing else is asked. */
async function asked<T>(needs: string, work: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    const isHidden = error instanceof GitHubProblem && (error.kind === "permission" || error.kind === "not-found");
    if (!isHidden) throw error;
    return { unread: `could not look, needs ${needs}` };
  }
}

async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GitHubProblem && error.kind === "not-found") return null;
    throw error;
  }
}
