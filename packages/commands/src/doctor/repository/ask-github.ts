import type { AllowedActions, Asked, CodeownersError, RepositoryFacts } from "@airworthy/diagnosis";
import { checkShape, type Shape } from "@airworthy/evidence";
import { findTip, type GitHubClient, GitHubProblem, type Repository } from "@airworthy/github";
import * as v from "valibot";
import { askPushes, openBranches } from "./ask-branches.ts";
import { asked } from "./asked.ts";
import type { RepositoryWishes } from "./repository-wishes.ts";

const REPOSITORY = "GET /repos/{owner}/{repo}";
const DEFAULTS = "GET /repos/{owner}/{repo}/actions/permissions/workflow";
const ALLOWED = "GET /repos/{owner}/{repo}/actions/permissions";
const SELECTED = "GET /repos/{owner}/{repo}/actions/permissions/selected-actions";
const ENVIRONMENT = "GET /repos/{owner}/{repo}/environments/{environment_name}";
const CODEOWNERS = "GET /repos/{owner}/{repo}/codeowners/errors";

const ADMINISTRATION = "administration: read";

const repositorySchema = v.object({ default_branch: v.string() });
const defaultsSchema = v.object({ default_workflow_permissions: v.picklist(["read", "write"]) });
const allowedSchema = v.object({
  enabled: v.boolean(),
  allowed_actions: v.optional(v.string()),
  sha_pinning_required: v.optional(v.boolean(), false),
});
const selectedSchema = v.object({ patterns_allowed: v.optional(v.array(v.string()), []) });
const environmentSchema = v.object({
  protection_rules: v.optional(
    v.array(v.object({ type: v.string(), reviewers: v.optional(v.array(v.unknown()), []) })),
    [],
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
  const ask: Ask = async (shape, route, needs, parameters = {}) => {
    const answer = await client.request({ route, parameters: { ...at, ...parameters }, needs });
    return checkShape(shape, answer, `GitHub's answer to ${route}`);
  };
  const defaultBranch = async () => (await ask(repositorySchema, REPOSITORY, "metadata: read")).default_branch;
  const branches = openBranches(client, at, defaultBranch);

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
    allowedActions: await askAllowed(ask),
    environments,
    requiredChecks: wishes.checks.length === 0 ? null : await branches.rulesOf(null),
    pushes: await askPushes(wishes.pushes, branches),
    history:
      wishes.history === null ? null : { ref: wishes.history, isThere: await isThere(client, at, wishes.history) },
    codeowners: wishes.codeowners
      ? await asked("contents: read", async () => errorsIn(await ask(codeownersSchema, CODEOWNERS, "contents: read")))
      : null,
  };
}

type Ask = <T>(
  shape: Shape<T>,
  route: string,
  needs: string,
  parameters?: Readonly<Record<string, string>>,
) => Promise<T>;

async function askAllowed(ask: Ask): Promise<Asked<AllowedActions>> {
  const answer = await asked(ADMINISTRATION, () => ask(allowedSchema, ALLOWED, ADMINISTRATION));
  if ("unread" in answer) return answer;
  const { enabled: isEnabled, allowed_actions: allowed, sha_pinning_required: mustPin } = answer.value;
  if (!isEnabled || allowed === "all") return { value: { isEnabled, patterns: null, mustPin } };
  if (allowed === "local_only") return { value: { isEnabled, patterns: [], mustPin } };
  // An answer that does not say is nothing that allows.
  if (allowed !== "selected") return { unread: `GitHub did not say which: ${allowed ?? "nothing"}` };
  const selected = await asked(ADMINISTRATION, () => ask(selectedSchema, SELECTED, ADMINISTRATION));
  return "unread" in selected ? selected : { value: { isEnabled, patterns: selected.value.patterns_allowed, mustPin } };
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

async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GitHubProblem && error.kind === "not-found") return null;
    throw error;
  }
}
