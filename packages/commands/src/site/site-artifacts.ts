import { UserError } from "@airworthy/evidence";
import { type DownloadedFile, downloadArtifacts, readEvent, readTrigger, type WorkflowEvent } from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";
import { mayBeOfFork } from "../audit-model/may-be-of-fork.ts";
import { artifactRun } from "../post-report/find-target.ts";

/**
 * The evidence in the artifacts of this run or, under `workflow_run`, of the triggering one. Throws a UserError where that
 * may have been a run for a fork: whoever can open a pull request would otherwise publish versions of the repository's models.
 */
export async function siteArtifacts(
  pattern: string,
  token: string | undefined,
  { env }: Ports,
): Promise<readonly DownloadedFile[]> {
  const event = await readEvent(env);
  if (event?.name === "workflow_run") refuseFork(event);
  return downloadArtifacts({ pattern, run: artifactRun(event, token) });
}

function refuseFork(event: WorkflowEvent): void {
  const { owner, repo } = event.repository;
  const from = readTrigger(event).head?.repository ?? null;
  if (!mayBeOfFork(event)) return;
  const isOwn = from === `${owner}/${repo}`;
  const whose = from === null ? "a branch or repository that is gone" : isOwn ? "a change that may be a fork's" : from;
  throw new UserError(`artifacts: the triggering run was for ${whose}: its evidence is not this repository's`, {
    remedy: "Build the site after pushes alone: give the job `if: github.event.workflow_run.event == 'push'`.",
  });
}
