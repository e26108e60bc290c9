import {
  type GitHubClient,
  readExamined,
  readSource,
  readTrigger,
  resolvePullRequest,
  type WorkflowEvent,
} from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";

/** What was examined: a commit, and the branch or the pull request that it was examined for. */
export interface ExaminedLine {
  readonly commit: string | null;
  /** "main" or "pull/12"; null where nobody knows, as for a fork's commit without a pull request. */
  readonly line: string | null;
}

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
    return { commit: source?.commit ?? null, line: branchOf(source?.ref ?? undefined) };
  }
  if (event.name === "workflow_run") return ofTrigger(event, await connect());
  const examined = await readExamined(event, ports.env, connect);
  const branch = branchOf(ports.env["GITHUB_REF"]);
  if (examined.kind === "branch") return { commit: examined.tip, line: branch };
  return { commit: examined.head, line: examined.number === null ? branch : `pull/${examined.number}` };
}

/** GITHUB_REF and GITHUB_SHA are the default branch's, whatever the triggering run examined. */
async function ofTrigger(event: WorkflowEvent, client: GitHubClient): Promise<ExaminedLine> {
  const resolution = await resolvePullRequest(event, client);
  if (resolution.kind === "pull") return { commit: resolution.pull.headSha, line: `pull/${resolution.pull.number}` };
  const { sha, head } = readTrigger(event);
  const isOurs = head?.repository === `${event.repository.owner}/${event.repository.repo}`;
  return { commit: sha, line: isOurs ? head.branch : null };
}

/** "main" of "refs/heads/main", "tags/v1" of "refs/tags/v1". */
function branchOf(ref: string | undefined): string | null {
  return ref?.replace(/^refs\/(heads\/)?/, "") || null;
}
