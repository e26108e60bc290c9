import { UserError } from "@airworthy/evidence";
import {
  type CheckedCommit,
  createClient,
  type GitHubClient,
  GitHubProblem,
  type PullRequest,
  type Run,
  readEvent,
  readTrigger,
  resolveNamedPull,
  resolvePullRequest,
  type WorkflowEvent,
} from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";

/**
 * Where a report goes: to a pull request; for the reason given only to a commit, as a check; or nowhere but the summary
 * and the files. `unknown` when GitHub could not be asked which pull request it is.
 */
export type Target =
  | { readonly kind: "pull"; readonly client: GitHubClient; readonly pull: PullRequest }
  | {
      readonly kind: "commit";
      readonly client: GitHubClient;
      readonly commit: CheckedCommit;
      readonly reason: string;
      readonly run: Run;
    }
  | { readonly kind: "none"; readonly reason: string }
  | { readonly kind: "unknown"; readonly problem: GitHubProblem };

/** Events whose GITHUB_SHA is the commit that they are about. */
const OF_A_COMMIT: readonly string[] = ["schedule", "workflow_dispatch", "repository_dispatch", "release"];

/** What the workflow says of where its report goes. */
export interface Addressed {
  readonly token: string | undefined;
  /** The number of a pull request, where the workflow names one. */
  readonly "pull-request": number | undefined;
}

/**
 * Finds the pull request that the workflow names, else that of its event. Throws a UserError when the event is not what
 * GitHub writes, or is about another pull request.
 */
export async function findTarget(
  event: WorkflowEvent | null,
  { token, "pull-request": number }: Addressed,
  ports: Ports,
): Promise<Target> {
  if (event === null) return { kind: "none", reason: "this is not a workflow of GitHub Actions" };
  if (token === undefined || token === "") return { kind: "none", reason: "there is no token" };
  const client = await createClient({ token, env: ports.env, log: ports.log, signal: ports.signal });
  try {
    const resolution =
      number === undefined
        ? await resolvePullRequest(event, client)
        : await resolveNamedPull(event, number, ports.env, client);
    if (resolution.kind === "pull") return { kind: "pull", client, pull: resolution.pull };
    const { reason, sha } = resolution;
    const headSha = sha ?? (OF_A_COMMIT.includes(event.name) ? ports.env["GITHUB_SHA"] : null);
    return headSha
      ? { kind: "commit", client, commit: { ...event.repository, headSha }, reason, run: event.run }
      : { kind: "none", reason };
  } catch (error) {
    if (error instanceof GitHubProblem) return { kind: "unknown", problem: error };
    throw error;
  }
}

/** The commit that was examined, as far as the event says: under `workflow_run` the workflow's own is another one. */
export function examinedCommit(event: WorkflowEvent | null, target: Target, env: Ports["env"]): string | undefined {
  if (target.kind === "pull") return target.pull.headSha;
  if (target.kind === "commit") return target.commit.headSha;
  return event?.name === "workflow_run" ? readTrigger(event).sha : env["GITHUB_SHA"];
}

/** Whose artifacts hold the evidence: under `workflow_run` the triggering run's, else, null, this run's own. */
export function artifactRun(event: WorkflowEvent | null, token: string | undefined) {
  if (event?.name !== "workflow_run") return null;
  if (!token) throw new UserError("artifacts: without a token the triggering run's artifacts cannot be read");
  return { id: readTrigger(event).run.id, ...event.repository, token };
}

export { readEvent };
