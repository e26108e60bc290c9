import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import { GitHubProblem } from "../problem.ts";
import { WORKFLOW_IDENTITY } from "../pull-request-now.ts";

const answerSchema = v.object({ viewer: v.object({ login: v.pipe(v.string(), v.nonEmpty("must not be empty")) }) });

/**
 * The login that the token's comments carry; where GraphQL is closed to the token, that of a workflow's own, so that at the
 * worst a comment of ours is not found again. Any token may ask. Throws a GitHubProblem.
 */
export async function viewerLogin(client: GitHubClient): Promise<string> {
  try {
    const answer = await client.graphql("query { viewer { login } }", "contents: read");
    return checkShape(answerSchema, answer, "GitHub's answer on the viewer").viewer.login;
  } catch (error) {
    const isClosed = error instanceof GitHubProblem && error.kind !== "unreachable" && error.kind !== "limit";
    if (!isClosed) throw error;
    return WORKFLOW_IDENTITY;
  }
}
