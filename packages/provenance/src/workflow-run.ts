/** The run of a GitHub Actions workflow, as the runner's environment tells of it: claims of that machine, not signed. */
export interface WorkflowRun {
  /** Such as "https://github.com". */
  readonly server: string;
  /** Owner and name. */
  readonly repository: string;
  /** The workflow's file in its repository, such as ".github/workflows/train.yml". */
  readonly path: string;
  /** The ref that the workflow was read from, such as "refs/heads/main". */
  readonly ref: string;
  /** Repository, path and ref as one, such as "octo/model/.github/workflows/train.yml@refs/heads/main". */
  readonly workflowRef: string;
  /** The commit that the event is about. */
  readonly commit: string | null;
  /** The ref that the event is about. */
  readonly sourceRef: string | null;
  readonly runId: string;
  readonly runAttempt: string;
  readonly eventName: string | null;
  readonly repositoryId: string | null;
  readonly repositoryOwnerId: string | null;
  readonly runnerEnvironment: string | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The run that the environment tells of; null outside of GitHub Actions, and where what identifies a run is missing: then
 * it is not claimed to be one. https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function readWorkflowRun(env: Environment): WorkflowRun | null {
  if (env["GITHUB_ACTIONS"] !== "true") return null;
  const server = filled(env["GITHUB_SERVER_URL"]);
  const repository = filled(env["GITHUB_REPOSITORY"]);
  const workflowRef = filled(env["GITHUB_WORKFLOW_REF"]);
  const runId = filled(env["GITHUB_RUN_ID"]);
  const workflow = workflowRef === null ? null : /^[^/]+\/[^/]+\/(?<path>[^@]+)@(?<ref>.+)$/.exec(workflowRef)?.groups;
  const path = workflow?.["path"];
  const ref = workflow?.["ref"];
  if (server === null || repository === null || workflowRef === null || runId === null) return null;
  if (path === undefined || ref === undefined || !URL.canParse(server)) return null;
  return {
    server,
    repository,
    path,
    ref,
    workflowRef,
    commit: filled(env["GITHUB_SHA"]),
    sourceRef: filled(env["GITHUB_REF"]),
    runId,
    runAttempt: filled(env["GITHUB_RUN_ATTEMPT"]) ?? "1",
    eventName: filled(env["GITHUB_EVENT_NAME"]),
    repositoryId: filled(env["GITHUB_REPOSITORY_ID"]),
    repositoryOwnerId: filled(env["GITHUB_REPOSITORY_OWNER_ID"]),
    runnerEnvironment: filled(env["RUNNER_ENVIRONMENT"]),
  };
}

function filled(value: string | undefined): string | null {
  return value === undefined || value.trim() === "" ? null : value;
}
