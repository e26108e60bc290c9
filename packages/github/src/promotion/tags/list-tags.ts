import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../../client.ts";
import type { Repository } from "../../event.ts";
import { shaSchema } from "../../identifiers.ts";
import type { Tag } from "./tag.ts";
import { readNotes } from "./tag-notes.ts";

const LIST = "GET /repos/{owner}/{repo}/git/matching-refs/{ref}";
const NAMESPACE = "refs/tags/";
/** As many stages of as many versions as a person could still look through. */
const MOST_TAGS = 5_000;

const answerSchema = v.array(v.object({ ref: v.string(), object: v.object({ type: v.string(), sha: shaSchema }) }));

/**
 * The tags of commits whose names begin with a prefix, with their messages, in the order of GitHub: one request, and one
 * more for every hundred of them. Takes `contents: read`. Throws a UserError where there are more than 5,000, and a
 * GitHubProblem.
 */
export async function listTags(
  client: GitHubClient,
  { owner, repo }: Repository,
  prefix: string,
): Promise<readonly Tag[]> {
  const at = { owner, repo };
  const parameters = { ...at, ref: `tags/${prefix}` };
  const answer = await client.request({ route: LIST, parameters, needs: "contents: read" });
  const found = checkShape(answerSchema, answer, `GitHub's answer to ${LIST}`).filter(({ ref }) =>
    ref.startsWith(NAMESPACE + prefix),
  );
  if (found.length > MOST_TAGS) {
    throw new UserError(`${found.length} tags begin with ${JSON.stringify(prefix)}; ${MOST_TAGS} are looked at`);
  }
  const annotated = found.filter(({ object }) => object.type === "tag").map(({ object }) => object.sha);
  const notes = await readNotes(client, at, annotated);
  return found.flatMap(({ ref, object: { type, sha } }) => {
    const name = ref.slice(NAMESPACE.length);
    if (type === "commit") return { name, commit: sha, note: null };
    const noted = notes.get(sha);
    return noted === undefined ? [] : { name, ...noted };
  });
}
