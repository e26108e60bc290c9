import { checkShape } from "@airworthy/evidence";
import {
  type GitHubClient,
  type Run,
  readExamined,
  readSource,
  readTrigger,
  resolvePullRequest,
  type WorkflowEvent,
} from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";
import * as v from "valibot";

/** What was examined: a commit, and the branch or the pull request that it was examined for. */
export interface ExaminedLine {
  readonly commit: string | null;
  /** "main" or "pull/12"; null where nobody knows, as for a fork's commit without a pull request. */
  readonly line: string | null;
  /** The run that examined it; null outside of GitHub Actions. */
  readonly run: Run | null;
}

/**
 * What starts runs of the code that a branch of the repository has. Any other run may have been about a fork's code, although it
 * is listed with the default branch, as one that a comment or another run started.
 */
const OF_A_BRANCH: readonly string[] = ["push", "schedule", "workflow_dispatch", "repository_dispatch", "merge_group"];

const causeSchema = v.object({ workflow_run: v.object({ event: v.string() }) });

/**
 * Reads it from the event, never from evidence, which whoever wrote it could make speak for the default branch; without an
 * event from the work tree. Throws a UserError where the event is not what GitHub writes.
 */
export async function examinedLine(
  event: WorkflowEvent | null,
  connect: () => Promise<GitHubClient>,
  ports: Ports,
): Promise<ExaminedLine> {
  if (event === null) {
    const source = await readSource(ports.cwd, ports.env);
    return { commit: source?.commit ?? null, line: branchOf(source?.ref ?? undefined), run: null };
  }
  if (event.name === "workflow_run") return ofTrigger(event, connect);
  const { run } = event;
  const examined = await readExamined(event, ports.env, connect);
  const branch = branchOf(ports.env["GITHUB_REF"]);
  if (examined.kind === "branch") return { commit: examined.tip, line: branch, run };
  return { commit: examined.head, line: examined.number === null ? branch : `pull/${examined.number}`, run };
}

/** GITHUB_REF and GITHUB_SHA are the default branch's, whatever the triggering run examined. */
async function ofTrigger(event: WorkflowEvent, connect: () => Promise<GitHubClient>): Promise<ExaminedLine> {
  const { run, sha: commit, head } = readTrigger(event);
  const { workflow_run: cause } = checkShape(causeSchema, event.payload, "The event's payload");
  if (OF_A_BRANCH.includes(cause.event)) {
    const isOurs = head?.repository === `${event.repository.owner}/${event.repository.repo}`;
    return { commit, line: isOurs ? head.branch : null, run };
  }
  const resolution = await resolvePullRequest(event, await connect());
  return { commit, line: resolution.kind === "pull" ? `pull/${resolution.pull.number}` : null, run };
}

/** "main" of "refs/heads/main", "tags/v1" of "refs/tags/v1". */
function branchOf(ref: string | undefined): string | null {
  return ref?.replace(/^refs\/(heads\/)?/, "") || null;
}
