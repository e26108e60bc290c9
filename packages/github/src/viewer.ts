import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import { GitHubProblem, type ProblemKind } from "./problem.ts";

/** Who writes with a workflow's own token. */
const WORKFLOW_IDENTITY = "github-actions[bot]";

const REFUSALS: readonly ProblemKind[] = ["permission", "not-found", "refused"];

const viewerSchema = v.object({ viewer: v.object({ login: v.pipe(v.string(), v.nonEmpty("must not be empty")) }) });

/**
 * The login that the token's comments carry. GraphQL's `viewer` answers for every kind of token, unlike REST's
 * `GET /user`, which refuses those of apps and workflows. Where GraphQL is closed to the token, it is taken for a
 * workflow's: wrongly so, the worst is a second comment, never somebody else's overwritten.
 */
export async function readViewer(client: GitHubClient): Promise<string> {
  try {
    const answer = await client.graphql("query { viewer { login } }", "contents: read");
    return checkShape(viewerSchema, answer, "GitHub's answer to the viewer's query").viewer.login;
  } catch (error) {
    if (error instanceof GitHubProblem && REFUSALS.includes(error.kind)) return WORKFLOW_IDENTITY;
    throw error;
  }
}
