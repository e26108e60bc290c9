import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { Repository } from "./event.ts";

const READ = "GET /repos/{owner}/{repo}/actions/runs/{run_id}";
const runSchema = v.object({ event: v.string() });

/** The event that started a workflow run, such as "push". Throws a GitHubProblem. */
export async function readRunEvent(client: GitHubClient, { owner, repo }: Repository, runId: number): Promise<string> {
  const parameters = { owner, repo, run_id: runId };
  const answer = await client.request({ route: READ, parameters, needs: "actions: read" });
  return checkShape(runSchema, answer, `GitHub's answer to ${READ}`).event;
}
