import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../../client.ts";
import type { Repository } from "../../event.ts";
import { shaSchema } from "../../identifiers.ts";
import { GitHubProblem } from "../../problem.ts";
import { createRef } from "../../refs.ts";
import { readTag, type Tag } from "./tag.ts";
import { isTagName } from "./tag-name.ts";

export interface NewTag {
  /** Without "refs/tags/", such as "review-sentiment@v1.2.3". */
  readonly name: string;
  /** The commit, by its full SHA. */
  readonly commit: string;
  readonly message: string;
  readonly tagger: Tagger;
}

export interface Tagger {
  readonly name: string;
  readonly email: string;
  /** ISO 8601: the same from attempt to attempt, so that a tag which is made twice is one. */
  readonly date: string;
}

export interface TagResult {
  /** `exists`: there is a tag of that name already, which was left as it is. */
  readonly state: "created" | "exists";
  /** The tag that is there now. */
  readonly tag: Tag;
}

const CREATE = "POST /repos/{owner}/{repo}/git/tags";
const answerSchema = v.object({ sha: shaSchema });

/**
 * Makes an annotated tag, unless there is one of that name: what there is then is told, so that the caller can see whether it
 * says the same. Takes `contents: write`. Throws a UserError for a name that git does not take, and a GitHubProblem:
 * `refused` too where a rule of the repository keeps tags from being made.
 */
export async function createAnnotatedTag(
  client: GitHubClient,
  { owner, repo }: Repository,
  { name, commit, message, tagger }: NewTag,
): Promise<TagResult> {
  const at = { owner, repo };
  if (!isTagName(name)) {
    throw new UserError(
      `tag: ${JSON.stringify(name.slice(0, 100))} was given, which git does not take for a tag's name`,
    );
  }
  const { name: by, email, date } = tagger;
  const object = { tag: name, message, object: commit, type: "commit", tagger: { name: by, email, date } };
  // Objects are named by their content: written twice, they are still one.
  const request = { route: CREATE, parameters: { ...at, ...object }, needs: "contents: write", repeatable: true };
  const { sha } = checkShape(answerSchema, await client.request(request), `GitHub's answer to ${CREATE}`);
  const made: Tag = { name, commit, note: { message, by, on: date } };
  if (await putRef(client, at, `refs/tags/${name}`, sha)) return { state: "created", tag: made };
  const found = await readTag(client, at, name);
  // Ours, where the answer to an earlier attempt got lost.
  return found.sha === sha ? { state: "created", tag: made } : { state: "exists", tag: found.tag };
}

async function putRef(client: GitHubClient, at: Repository, ref: string, sha: string): Promise<boolean> {
  try {
    return await createRef(client, at, ref, sha);
  } catch (error) {
    if (!(error instanceof GitHubProblem) || !/rule violations|protected/i.test(error.message)) throw error;
    throw new GitHubProblem("refused", error.message, {
      remedy: "A rule of the repository says who may make such tags: let this app bypass it, or pass another token.",
      cause: error,
    });
  }
}
