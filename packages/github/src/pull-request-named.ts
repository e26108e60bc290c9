import { UserError } from "@airworthy/evidence";
import type { Environment, GitHubClient } from "./client.ts";
import type { WorkflowEvent } from "./event.ts";
import { type Resolution, resolvePullRequest } from "./pull-request.ts";

/**
 * Events that only those with write access bring about and that have no pull request of their own: there a workflow may
 * say which one it speaks to. Under `workflow_run` the number could come from what a fork uploaded.
 */
const FREE: readonly string[] = ["schedule", "workflow_dispatch", "repository_dispatch", "release", "push"];

/**
 * The pull request that the workflow names, as that of a rollout which goes on after it was merged: its comment is kept
 * wherever its head is, and the examined commit is the event's. Under an event that has a pull request of its own it must
 * be that one. Throws a UserError where it is not, and what `resolvePullRequest` throws.
 */
export async function resolveNamedPull(
  event: WorkflowEvent,
  number: number,
  env: Environment,
  client: GitHubClient,
): Promise<Resolution> {
  const resolution = await resolvePullRequest(event, client);
  if (resolution.kind === "pull") {
    if (resolution.pull.number === number) return resolution;
    throw refusal(number, `the event ${event.name} is about #${resolution.pull.number}`);
  }
  if (!FREE.includes(event.name)) throw refusal(number, resolution.reason);
  const headSha = event.name === "push" ? resolution.sha : env["GITHUB_SHA"];
  if (!headSha) return resolution;
  const { repository, run } = event;
  const pull = {
    ...repository,
    number,
    headSha,
    baseRef: null,
    fromFork: false,
    run,
    isOfAnotherCommit: true,
  } as const;
  return { kind: "pull", pull };
}

function refusal(number: number, reason: string): UserError {
  return new UserError(`pull-request: ${number} was given, but ${reason}`, {
    remedy: `Leave it out, or give it under ${FREE.join(", ")} only.`,
  });
}
