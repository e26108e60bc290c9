import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import type { Repository } from "../event.ts";
import { numberSchema } from "../identifiers.ts";
import { type Author, authorOf, userSchema } from "./author.ts";
import { timeSchema } from "./time.ts";

/** A run of a workflow, and who started it. */
export interface WorkflowRun {
  readonly id: number;
  /** What started it, such as "workflow_dispatch". */
  readonly event: string;
  /** When it was made; one that is run again keeps it. */
  readonly createdAt: string;
  /** Who started it at first; null where the account was deleted. */
  readonly actor: Author | null;
  /** Who started it last: somebody else where that person ran it again. */
  readonly triggeringActor: Author | null;
}

const READ = "GET /repos/{owner}/{repo}/actions/runs/{run_id}";

const answerSchema = v.object({
  id: numberSchema,
  event: v.string(),
  created_at: timeSchema,
  actor: userSchema,
  triggering_actor: userSchema,
});

/** A run as GitHub has it, whatever its environment says. Takes `actions: read`. Throws a GitHubProblem. */
export async function readRun(client: GitHubClient, { owner, repo }: Repository, runId: number): Promise<WorkflowRun> {
  const parameters = { owner, repo, run_id: runId };
  const answer = await client.request({ route: READ, parameters, needs: "actions: read" });
  const run = checkShape(answerSchema, answer, `GitHub's answer to ${READ}`);
  const { id, event, created_at: createdAt } = run;
  return { id, event, createdAt, actor: authorOf(run.actor), triggeringActor: authorOf(run.triggering_actor) };
}
