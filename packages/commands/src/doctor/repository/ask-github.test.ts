import { at } from "@airworthy/diagnosis";
import { type GitHubClient, GitHubProblem, type Request } from "@airworthy/github";
import { describe, expect, test } from "vitest";
import { askGitHub } from "./ask-github.ts";
import type { RepositoryWishes } from "./repository-wishes.ts";

const REPOSITORY = { owner: "octo-org", repo: "sentiment" };
const HERE = at("airworthy.yml");
const WISHES: RepositoryWishes = {
  environments: [{ name: "production/eu", place: HERE }],
  checks: ["Airworthy"],
  used: [],
  pushes: [],
  history: "refs/heads/airworthy-history",
  codeowners: true,
};

const NO_WISHES: RepositoryWishes = {
  environments: [],
  checks: [],
  used: [],
  pushes: [],
  history: null,
  codeowners: false,
};

/** Answers of https://docs.github.com/en/rest, as far as they are read here, by the end of the route. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  "/{repo}": { default_branch: "main", name: "sentiment" },
  "/permissions/workflow": { default_workflow_permissions: "read", can_approve_pull_request_reviews: false },
  "/actions/permissions": { enabled: true, allowed_actions: "selected" },
  "/selected-actions": { github_owned_allowed: true, patterns_allowed: ["airworthy/*"] },
  "/{environment_name}": {
    name: "production/eu",
    protection_rules: [
      { id: 1, type: "wait_timer", wait_timer: 30 },
      { id: 2, type: "required_reviewers", reviewers: [{ type: "User" }, { type: "Team" }] },
    ],
  },
  "/rules/branches/{branch}": [
    { type: "deletion" },
    { type: "required_status_checks", parameters: { required_status_checks: [{ context: "Airworthy" }] } },
  ],
  "/branches/{branch}": { name: "main", protection: { required_status_checks: { contexts: ["build"] } } },
  "/git/ref/{ref}": {
    ref: "refs/heads/airworthy-history",
    object: { type: "commit", sha: "1234567890123456789012345678901234567890" },
  },
  "/codeowners/errors": {
    errors: [
      {
        line: 3,
        column: 9,
        kind: "Unknown owner",
        source: "* @x",
        suggestion: null,
        message: "Unknown",
        path: "CODEOWNERS",
      },
    ],
  },
};

/** A GitHub that answers so; `changes` are answers that differ, or what is thrown. */
function clientWith(changes: Readonly<Record<string, unknown>> = {}) {
  const requests: Request[] = [];
  const answerTo = (request: Request): unknown => {
    requests.push(request);
    const answers = { ...ANSWERS, ...changes };
    const [end = ""] = Object.keys(answers)
      .filter((candidate) => request.route.endsWith(candidate))
      .sort((a, b) => b.length - a.length);
    const answer = answers[end];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const refuse = () => Promise.reject(new Error("nothing else is asked"));
  const client: GitHubClient = {
    request: async (request) => answerTo(request),
    async *list(request) {
      const items = answerTo(request);
      if (Array.isArray(items)) yield* items;
    },
    download: refuse,
    graphql: refuse,
  };
  return { client, requests };
}

test("a repository's settings are read, and nothing is written", async () => {
  const { client, requests } = clientWith();
  expect(await askGitHub(client, REPOSITORY, WISHES)).toEqual({
    name: "octo-org/sentiment",
    defaultPermissions: { value: "read" },
    allowedActions: { value: { isEnabled: true, patterns: ["airworthy/*"], mustPin: false } },
    environments: [{ name: "production/eu", place: HERE, reviewers: { value: 2 } }],
    requiredChecks: { value: { branch: "main", checks: ["Airworthy", "build"], because: ["checks are required"] } },
    pushes: [],
    history: { ref: "refs/heads/airworthy-history", isThere: { value: true } },
    codeowners: { value: [{ path: "CODEOWNERS", line: 3, column: 9, message: "Unknown", suggestion: null }] },
  });
  expect(requests.every(({ route }) => route.startsWith("GET "))).toBe(true);
  expect(requests.map(({ parameters }) => parameters)).toContainEqual({
    ...REPOSITORY,
    environment_name: "production/eu",
  });
});

test("what nobody counts on is not asked for", async () => {
  const { client, requests } = clientWith();
  const facts = await askGitHub(client, REPOSITORY, NO_WISHES);
  expect(facts).toMatchObject({ environments: [], requiredChecks: null, history: null, codeowners: null });
  expect(requests.map(({ route }) => route.split("/actions/").at(-1))).toEqual([
    "permissions/workflow",
    "permissions",
    "permissions/selected-actions",
  ]);
});

test("what is not there is told from what the token may not see", async () => {
  const missing = new GitHubProblem("not-found", "not found");
  const denied = new GitHubProblem("permission", "the token may not do this");
  const { client } = clientWith({
    "/{environment_name}": missing,
    "/git/ref/{ref}": missing,
    "/permissions/workflow": denied,
    "/rules/branches/{branch}": missing,
    "/codeowners/errors": denied,
  });
  expect(await askGitHub(client, REPOSITORY, WISHES)).toMatchObject({
    defaultPermissions: { unread: "could not look, needs administration: read" },
    environments: [{ reviewers: { value: null } }],
    requiredChecks: { unread: "could not look, needs contents: read" },
    history: { isThere: { value: false } },
    codeowners: { unread: "could not look, needs contents: read" },
  });
});

test.each([
  [{ enabled: false }, { value: { isEnabled: false, patterns: null, mustPin: false } }],
  [
    { enabled: true, allowed_actions: "all", sha_pinning_required: true },
    { value: { isEnabled: true, patterns: null, mustPin: true } },
  ],
  [{ enabled: true, allowed_actions: "local_only" }, { value: { isEnabled: true, patterns: [], mustPin: false } }],
  [{ enabled: true }, { unread: "GitHub did not say which: nothing" }],
  [{ enabled: true, allowed_actions: "some" }, { unread: "GitHub did not say which: some" }],
])("allowed actions %j", async (answer, told) => {
  const { client } = clientWith({ "/actions/permissions": answer });
  expect((await askGitHub(client, REPOSITORY, WISHES)).allowedActions).toEqual(told);
});

test("patterns that the token may not see allow nothing", async () => {
  const { client } = clientWith({ "/selected-actions": new GitHubProblem("permission", "no") });
  const { allowedActions } = await askGitHub(client, REPOSITORY, WISHES);
  expect(allowedActions).toEqual({ unread: "could not look, needs administration: read" });
});

describe("what a branch says to a push of a job's own token", () => {
  const push = (branch: string | null) => ({ branch, by: "promote-model", place: HERE, remedy: "Give token." });
  const refusedBy = async (changes: Readonly<Record<string, unknown>>) => {
    const { client } = clientWith(changes);
    const { pushes } = await askGitHub(client, REPOSITORY, { ...NO_WISHES, pushes: [push(null)] });
    return pushes[0]?.refused;
  };
  const open = { "/rules/branches/{branch}": [], "/branches/{branch}": { name: "main" } };
  const classic = { "/branches/{branch}": { protection: { enabled: true, required_status_checks: { contexts: [] } } } };
  const value = (...because: string[]) => ({ value: { branch: "main", because } });

  test.each([
    [[], value()],
    [[{ type: "deletion" }, { type: "non_fast_forward" }, { type: "required_linear_history" }], value()],
    [[{ type: "pull_request", parameters: {} }], value("a pull request is required")],
    [
      [{ type: "required_status_checks", parameters: { required_status_checks: [{ context: "a" }] } }],
      value("checks are required"),
    ],
    [[{ type: "update" }, { type: "merge_queue" }], value("updates are restricted", "a merge queue is required")],
  ])("by rulesets: %j", async (rules, refused) => {
    expect(await refusedBy({ ...open, "/rules/branches/{branch}": rules })).toEqual(refused);
  });

  test("by its own protection, which a token may not see without administration: read", async () => {
    const contexts = { protection: { enabled: true, required_status_checks: { contexts: ["build"] } } };
    expect(await refusedBy({ ...open, "/branches/{branch}": contexts })).toEqual(value("checks are required"));
    const off = {
      protection: { enabled: false, required_status_checks: { enforcement_level: "off", contexts: ["a"] } },
    };
    expect(await refusedBy({ ...open, "/branches/{branch}": off })).toEqual(value());
    const reviews = { "/protection": { required_pull_request_reviews: {}, lock_branch: { enabled: false } } };
    expect(await refusedBy({ ...open, ...classic, ...reviews })).toEqual(value("a pull request is required"));
    const locked = { "/protection": { restrictions: { users: [] }, lock_branch: { enabled: true } } };
    expect(await refusedBy({ ...open, ...classic, ...locked })).toEqual(
      value("pushes are restricted", "the branch is locked"),
    );
    const unread = { unread: "could not look, needs administration: read" };
    for (const kind of ["permission", "not-found"] as const) {
      const denied = { "/protection": new GitHubProblem(kind, "no") };
      expect(await refusedBy({ ...open, ...classic, ...denied })).toEqual(unread);
      const unsaid = { "/branches/{branch}": { protected: true } };
      expect(await refusedBy({ ...open, ...unsaid, ...denied })).toEqual(unread);
    }
    const byRuleset = { "/branches/{branch}": { protected: true, protection: { enabled: false } } };
    expect(await refusedBy({ ...open, ...byRuleset })).toEqual(value());
  });

  test("each branch is asked for once, and no more than twenty are", async () => {
    const { client, requests } = clientWith(open);
    const names = [null, "main", "main", ...Array.from({ length: 20 }, (_, index) => `b${index}`)];
    const { pushes } = await askGitHub(client, REPOSITORY, { ...NO_WISHES, checks: ["a"], pushes: names.map(push) });
    expect(requests.filter(({ route }) => route.endsWith("/rules/branches/{branch}"))).toHaveLength(19);
    expect(pushes.at(-1)?.refused).toEqual({ unread: "workflows commit to more than 20 branches" });
  });
});

test("where GitHub does not answer, nothing else is asked", async () => {
  const { client, requests } = clientWith({ "/permissions/workflow": new GitHubProblem("unreachable", "no answer") });
  await expect(askGitHub(client, REPOSITORY, NO_WISHES)).rejects.toThrow("no answer");
  expect(requests).toHaveLength(1);
});

test("an answer of another form is refused, and never taken for well set", async () => {
  const { client } = clientWith({ "/permissions/workflow": { default_workflow_permissions: "all" } });
  await expect(askGitHub(client, REPOSITORY, WISHES)).rejects.toThrow("GitHub's answer to");
});
