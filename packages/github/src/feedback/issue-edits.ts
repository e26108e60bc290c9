import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import type { Repository } from "../event.ts";
import { timeSchema } from "../promotion/time.ts";

/** The last change to an issue's text. */
export interface IssueEdit {
  readonly on: string;
  /** Null where the account was deleted. */
  readonly by: string | null;
}

/** In one query: REST says of an issue only when anything at all changed, such as a label. */
const AT_ONCE = 100;
const WHERE = "GitHub's answer on edits of issues";

const issueSchema = v.object({
  number: v.number(),
  lastEditedAt: v.nullable(timeSchema),
  editor: v.nullable(v.object({ login: v.string() })),
});
const answerSchema = v.object({ repository: v.record(v.string(), issueSchema) });

/** Of issues by their numbers the last edit; without those whose text is as it was written. Takes `issues: read`. Throws a GitHubProblem. */
export async function readIssueEdits(
  client: GitHubClient,
  at: Repository,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, IssueEdit>> {
  const edits = new Map<number, IssueEdit>();
  for (let from = 0; from < numbers.length; from += AT_ONCE) {
    const answer = await client.graphql(queryOf(at, numbers.slice(from, from + AT_ONCE)), "issues: read");
    for (const { number, lastEditedAt, editor } of Object.values(checkShape(answerSchema, answer, WHERE).repository)) {
      if (lastEditedAt !== null) edits.set(number, { on: lastEditedAt, by: editor?.login ?? null });
    }
  }
  return edits;
}

/** JSON's strings and numbers are GraphQL's too. */
function queryOf({ owner, repo }: Repository, numbers: readonly number[]): string {
  const issues = numbers.map(
    (number) => `i${number}: issue(number: ${number}) { number lastEditedAt editor { login } }`,
  );
  return `query { repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(repo)}) { ${issues.join(" ")} } }`;
}
