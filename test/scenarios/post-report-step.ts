import { type Event, type GitHub, pullRequestEvent } from "../harness/github/index.ts";
import { type ActionRun, runAction } from "../harness/runner.ts";
import type { ReportWorkspace } from "./report-workspace.ts";

export interface Step {
  readonly event?: Event;
  readonly run?: { readonly id: number; readonly attempt: number };
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A workflow's step that reports the workspace's evidence to the stand-in, with the built action. */
export function postReportStep(github: GitHub, workspace: ReportWorkspace, step: Step = {}): Promise<ActionRun> {
  const run = step.run ?? { id: 1000, attempt: 1 };
  return runAction("post-report", {
    inputs: step.inputs ?? {},
    env: { ...github.env, GITHUB_RUN_ID: `${run.id}`, GITHUB_RUN_ATTEMPT: `${run.attempt}`, ...step.env },
    event: step.event ?? pullRequestEvent(),
    cwd: workspace.folder,
  });
}

/** The requests that changed something. */
export function writesOf(github: GitHub): string[] {
  return github.requests
    .filter(({ method, path }) => method !== "GET" && path !== "/graphql" && !path.startsWith("/twirp/"))
    .map(({ method, path }) => `${method} ${path}`);
}
