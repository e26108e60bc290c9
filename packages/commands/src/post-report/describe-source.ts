import { readSource, readTrigger, type WorkflowEvent } from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";
import { examinedCommit, type Target } from "./find-target.ts";

export interface Origin {
  readonly event: WorkflowEvent | null;
  readonly target: Target;
}

/** What a report says of where it comes from. */
export interface SourceDescription {
  /** The examined commit: of the pull request, else of the workflow, else of the work tree. */
  readonly commit: string | null;
  /** The address of the repository's page. */
  readonly repository: string | null;
  /** The command that runs the workflow again. */
  readonly rerun: string | null;
}

/** What the command line takes as one plain word. */
const PLAIN = /^[\w./-]+$/;
const GITHUB = "https://github.com";

export async function describeSource({ event, target }: Origin, ports: Ports): Promise<SourceDescription> {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = ports.env;
  const commit = examinedCommit(event, target, ports.env) || (await readSource(ports.cwd, ports.env))?.commit;
  return {
    commit: commit ?? null,
    repository: server && repository ? `${server}/${repository}` : null,
    rerun: rerunCommand(event, ports.env),
  };
}

/** Of the workflow that made the evidence: under `workflow_run` the triggering one. */
function rerunCommand(event: WorkflowEvent | null, env: Ports["env"]): string | null {
  if (event === null) return null;
  const { GITHUB_SERVER_URL: server = GITHUB, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: ownRun } = env;
  const run = event.name === "workflow_run" ? String(readTrigger(event).run.id) : ownRun;
  if (repository === undefined || run === undefined || !PLAIN.test(repository) || !/^\d+$/.test(run)) return null;
  const host = server === GITHUB ? "" : `${server.replace(/^https?:\/\//, "")}/`;
  return PLAIN.test(`${host}x`.replace(/:\d+/, "")) ? `gh run rerun ${run} --repo ${host}${repository}` : null;
}
