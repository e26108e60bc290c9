/** What a condition is decided by: one use of an action. */
export interface Circumstances {
  /** The inputs as they were written; one that is an expression counts as given. */
  readonly inputs: ReadonlyMap<string, string>;
  /** What starts the workflow. */
  readonly events: ReadonlySet<string>;
  /** Whether the job runs behind an environment. */
  readonly hasEnvironment: boolean;
  /** Whether a target of the section alerts is an issue. */
  readonly alertsByIssue: boolean;
}

type Condition = (circumstances: Circumstances) => boolean;

const GITHUB_REGISTRY = /\bghcr\.io\b/;

const given =
  (...names: readonly string[]): Condition =>
  ({ inputs }) =>
    names.every((name) => isGiven(inputs.get(name)));
const on =
  (...events: readonly string[]): Condition =>
  (circumstances) =>
    events.some((event) => circumstances.events.has(event));
const either =
  (...conditions: readonly Condition[]): Condition =>
  (circumstances) =>
    conditions.some((condition) => condition(circumstances));
const inGitHubRegistry =
  (name: string): Condition =>
  ({ inputs }) =>
    GITHUB_REGISTRY.test(inputs.get(name) ?? "");
const withoutKey: Condition = ({ inputs }) => !isGiven(inputs.get("key"));
const signsKeyless: Condition = (use) => given("sign")(use) && withoutKey(use);
const behindEnvironment: Condition = ({ hasEnvironment }) => hasEnvironment;
const ofMergeBase: Condition = ({ inputs }) => inputs.get("baseline") === "merge-base";
const findsPullRequest = on("workflow_run", "issue_comment");

/** When an action needs a permission that it does not always need. What is not here is always needed. */
const CONDITIONS: Readonly<Record<string, Readonly<Record<string, Condition>>>> = {
  "analyze-canary": {
    contents: given("act", "branch"),
    "pull-requests": given("propose"),
    actions: either(given("artifacts"), behindEnvironment),
    packages: inGitHubRegistry("package"),
    "id-token": signsKeyless,
  },
  "audit-model": {
    contents: on("pull_request"),
    packages: (use) => given("checklist")(use) && inGitHubRegistry("package")(use),
  },
  "build-site": { actions: on("workflow_run") },
  "collect-feedback": {
    issues: (use) => !given("propose")(use),
    "pull-requests": given("propose"),
    contents: given("propose"),
  },
  "compare-metrics": {
    actions: ofMergeBase,
    "pull-requests": ofMergeBase,
    contents: either(ofMergeBase, on("pull_request")),
  },
  "manage-experiment": {
    contents: given("branch"),
    "pull-requests": given("propose"),
    actions: given("artifacts"),
  },
  "manage-rollout": {
    contents: (use) => given("branch")(use) && use.inputs.get("move") !== "status",
    "pull-requests": given("propose"),
    actions: either(given("artifacts"), behindEnvironment),
    packages: either(inGitHubRegistry("package"), inGitHubRegistry("baseline-package")),
    "id-token": signsKeyless,
  },
  "package-model": { packages: (use) => given("push")(use) && inGitHubRegistry("push")(use) },
  "post-comment": {
    "pull-requests": ({ inputs }) => !/^(?:issue|commit)\b/.test(inputs.get("target") ?? ""),
    issues: ({ inputs }) => /^issue\b/.test(inputs.get("target") ?? ""),
    contents: ({ inputs }) => /^commit\b/.test(inputs.get("target") ?? ""),
  },
  "post-report": {
    "pull-requests": ({ inputs }) => inputs.get("comment") !== "never",
    actions: on("workflow_run"),
    contents: given("history"),
  },
  "promote-model": {
    packages: either(inGitHubRegistry("registry"), inGitHubRegistry("package")),
    "id-token": signsKeyless,
  },
  "record-history": { "pull-requests": findsPullRequest, actions: on("workflow_run") },
  "send-alert": {
    issues: ({ alertsByIssue }) => alertsByIssue,
    "pull-requests": findsPullRequest,
    actions: on("workflow_run"),
  },
  "sign-model": {
    "id-token": withoutKey,
    attestations: given("attest"),
    packages: inGitHubRegistry("package"),
  },
  "verify-audit": { contents: given("ref") },
  "verify-model": { packages: inGitHubRegistry("package") },
  "write-dossier": { actions: on("workflow_run") },
};

/** Whether an action needs a permission in these circumstances. */
export function isNeeded(action: string, scope: string, circumstances: Circumstances): boolean {
  return conditionOf(action, scope)?.(circumstances) ?? true;
}

/** The condition of a permission; undefined where it is always needed. */
export function conditionOf(action: string, scope: string): Condition | undefined {
  return Object.hasOwn(CONDITIONS, action) ? CONDITIONS[action]?.[scope] : undefined;
}

/** The actions and scopes that have a condition. */
export function conditionalPermissions(): readonly (readonly [action: string, scope: string])[] {
  return Object.entries(CONDITIONS).flatMap(([action, scopes]) =>
    Object.keys(scopes).map((scope) => [action, scope] as const),
  );
}

function isGiven(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value.toLowerCase() !== "false";
}
