import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import type { PullNumber } from "../pull-request-now.ts";
import { listCapped } from "./capped-list.ts";

const LIST = "GET /repos/{owner}/{repo}/pulls/{pull_number}/files";
/** "Responses include a maximum of 3000 files": https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files */
const MOST_FILES = 3_000;

const fileSchema = v.object({ filename: v.string(), previous_filename: v.nullish(v.string()) });

/**
 * The paths that a pull request changes, the former ones of what it renames too. Takes `pull-requests: read`. Throws a
 * UserError where GitHub does not list them all, and a GitHubProblem.
 */
export async function changedPaths(
  client: GitHubClient,
  { owner, repo, number }: PullNumber,
): Promise<readonly string[]> {
  const request = { route: LIST, parameters: { owner, repo, pull_number: number }, needs: "pull-requests: read" };
  const { items, isCut } = await listCapped(client, request, fileSchema, MOST_FILES - 1);
  if (isCut) {
    throw new UserError(`Pull request #${number} changes ${MOST_FILES} files or more: GitHub does not list them all`);
  }
  return items.flatMap(({ filename, previous_filename: before }) => (before ? [filename, before] : [filename]));
}
