import { checkShape } from "@airworthy/evidence";
import type { WorkflowEvent } from "@airworthy/github";
import * as v from "valibot";
import type { Remote } from "./open-store.ts";

const ROUTE = "GET /repos/{owner}/{repo}";

const repositorySchema = v.object({ default_branch: v.string() });
const eventSchema = v.object({ repository: repositorySchema });

/** The name of the repository's default branch, from the event where it says so, else from GitHub. Throws a GitHubProblem. */
export async function defaultBranch(event: WorkflowEvent, { client, repository }: Remote): Promise<string> {
  const told = v.safeParse(eventSchema, event.payload);
  if (told.success) return told.output.repository.default_branch;
  const { owner, repo } = repository;
  const answer = await client.request({ route: ROUTE, parameters: { owner, repo }, needs: "contents: read" });
  return checkShape(repositorySchema, answer, `GitHub's answer to ${ROUTE}`).default_branch;
}
