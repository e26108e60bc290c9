import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../../client.ts";
import type { Repository } from "../../event.ts";
import { shaSchema } from "../../identifiers.ts";
import { timeSchema } from "../time.ts";

/** A tag as git has it. */
export interface Tag {
  /** Without "refs/tags/". */
  readonly name: string;
  /** The commit that it points to. */
  readonly commit: string;
  /** Null for a tag that is only a name: it has no message, no time and nobody who made it. */
  readonly note: TagNote | null;
}

export interface TagNote {
  readonly message: string;
  readonly by: string;
  /** When it was made, as whoever made it says, ISO 8601. */
  readonly on: string;
}

const REF = "GET /repos/{owner}/{repo}/git/ref/{ref}";
const OBJECT = "GET /repos/{owner}/{repo}/git/tags/{tag_sha}";

const refSchema = v.object({ object: v.object({ type: v.string(), sha: shaSchema }) });
const objectSchema = v.object({
  message: v.string(),
  tagger: v.object({ name: v.string(), date: timeSchema }),
  object: v.object({ sha: shaSchema }),
});

/** A tag, and the object that its ref points to. Throws a GitHubProblem: `not-found` where there is none. */
export async function readTag(
  client: GitHubClient,
  { owner, repo }: Repository,
  name: string,
): Promise<{ readonly tag: Tag; readonly sha: string }> {
  const at = { owner, repo };
  const needs = "contents: read";
  const found = await client.request({ route: REF, parameters: { ...at, ref: `tags/${name}` }, needs });
  const { type, sha } = checkShape(refSchema, found, `GitHub's answer to ${REF}`).object;
  if (type !== "tag") return { tag: { name, commit: sha, note: null }, sha };
  const answer = await client.request({ route: OBJECT, parameters: { ...at, tag_sha: sha }, needs });
  const { message, tagger, object } = checkShape(objectSchema, answer, `GitHub's answer to ${OBJECT}`);
  const note = { message, by: tagger.name, on: tagger.date };
  return { tag: { name, commit: object.sha, note }, sha };
}
