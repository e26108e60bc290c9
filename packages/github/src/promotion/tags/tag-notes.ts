import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../../client.ts";
import type { Repository } from "../../event.ts";
import { shaSchema } from "../../identifiers.ts";
import type { Tag } from "./tag.ts";

/** What a tag object says. */
export type TagObject = Pick<Tag, "commit" | "note">;

/** In one query: REST takes one request each, and a job's token has a thousand an hour. */
const AT_ONCE = 100;
const WHERE = "GitHub's answer on tags";

const tagSchema = v.object({
  oid: shaSchema,
  message: v.nullish(v.string()),
  tagger: v.nullish(v.object({ name: v.nullish(v.string()), date: v.nullish(v.string()) })),
  target: v.object({ __typename: v.string(), oid: shaSchema }),
});
const answerSchema = v.object({ repository: v.record(v.string(), tagSchema) });

/**
 * What tag objects say, by their SHA; without those that are about something else than a commit. Takes `contents: read`.
 * Throws a UserError where GitHub leaves one out, and a GitHubProblem.
 */
export async function readNotes(
  client: GitHubClient,
  at: Repository,
  shas: readonly string[],
): Promise<ReadonlyMap<string, TagObject>> {
  const notes = new Map<string, TagObject>();
  for (let from = 0; from < shas.length; from += AT_ONCE) {
    const asked = shas.slice(from, from + AT_ONCE);
    const answer = await client.graphql(queryOf(at, asked), "contents: read");
    const tags = Object.values(checkShape(answerSchema, answer, WHERE).repository);
    const known = new Map(tags.map((tag) => [tag.oid, tag]));
    for (const sha of asked) {
      const tag = known.get(sha);
      if (tag === undefined) throw new UserError(`${WHERE} leaves out the tag object ${sha}`);
      if (tag.target.__typename === "Commit") notes.set(sha, objectOf(tag));
    }
  }
  return notes;
}

/** JSON's strings are GraphQL's too. */
function queryOf({ owner, repo }: Repository, shas: readonly string[]): string {
  const tag = "... on Tag { oid message tagger { name date } target { __typename oid } }";
  const objects = shas.map((sha, index) => `t${index}: object(oid: ${JSON.stringify(sha)}) { ${tag} }`);
  return `query { repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(repo)}) { ${objects.join(" ")} } }`;
}

function objectOf({ message, tagger, target }: v.InferOutput<typeof tagSchema>): TagObject {
  const time = new Date(tagger?.date ?? Number.NaN);
  // A tag of git's early days, or of a program's own making: no time, and so nothing that it could be the record of.
  if (Number.isNaN(time.getTime())) return { commit: target.oid, note: null };
  return { commit: target.oid, note: { message: message ?? "", by: tagger?.name ?? "", on: time.toISOString() } };
}
