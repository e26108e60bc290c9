import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import type { Repository } from "../event.ts";
import { numberSchema } from "../identifiers.ts";
import { type Author, authorOf, userSchema } from "../promotion/author.ts";
import { type CappedList, listCapped } from "../promotion/capped-list.ts";
import { type CappedText, capBody } from "../promotion/capped-text.ts";
import { timeSchema } from "../promotion/time.ts";

/** An issue as it stands now. */
export interface LabelledIssue extends CappedText {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  /** Null where the account was deleted. */
  readonly author: Author | null;
  /** What the author is to the repository, such as "MEMBER" or "NONE": a hint to show, never a permission. */
  readonly authorAssociation: string;
  /** The App that wrote it, with a person's token as well, by its slug. */
  readonly viaApp: string | null;
  readonly state: "open" | "closed";
  readonly labels: readonly string[];
  readonly createdAt: string;
  /** Whatever changed: its text, a label, a comment. */
  readonly updatedAt: string;
}

export interface IssueQuery {
  readonly label: string;
  /** ISO 8601: those that were changed then or later. All without it. */
  readonly since?: string;
  /** At most 10,000, which is the default. */
  readonly most?: number;
}

const LIST = "GET /repos/{owner}/{repo}/issues";
/** A hundred pages, of the thousand requests that a job's token has an hour. */
const MOST_ISSUES = 10_000;

const issueSchema = v.object({
  number: numberSchema,
  html_url: v.string(),
  title: v.string(),
  body: v.nullish(v.string()),
  user: userSchema,
  author_association: v.string(),
  performed_via_github_app: v.nullish(v.object({ slug: v.nullish(v.string()) })),
  state: v.picklist(["open", "closed"]),
  labels: v.array(v.union([v.string(), v.object({ name: v.nullish(v.string()) })])),
  created_at: timeSchema,
  updated_at: timeSchema,
  pull_request: v.nullish(v.unknown()),
});

/**
 * The issues with a label, open or closed, the earliest first, without the pull requests that GitHub lists among them and
 * that count towards the limit. Takes `issues: read`. Throws a UserError for a label that cannot be asked for, and a
 * GitHubProblem.
 */
export async function listLabelledIssues(
  client: GitHubClient,
  { owner, repo }: Repository,
  { label, since, most = MOST_ISSUES }: IssueQuery,
): Promise<CappedList<LabelledIssue>> {
  if (label.trim() === "" || label.includes(",")) {
    throw new UserError(`label: ${JSON.stringify(label.slice(0, 100))} was given; a name without commas is allowed`);
  }
  const order = { state: "all", sort: "created", direction: "asc" };
  const parameters = { owner, repo, labels: label, ...order, ...(since === undefined ? {} : { since }) };
  const request = { route: LIST, parameters, needs: "issues: read" };
  const { items, isCut } = await listCapped(client, request, issueSchema, Math.min(most, MOST_ISSUES));
  return { items: items.filter((item) => !item.pull_request).map(issueOf), isCut };
}

function issueOf(answer: v.InferOutput<typeof issueSchema>): LabelledIssue {
  const { number, title, state, labels, performed_via_github_app: app } = answer;
  return {
    number,
    url: answer.html_url,
    title,
    ...capBody(answer.body),
    author: authorOf(answer.user),
    authorAssociation: answer.author_association,
    viaApp: app ? (app.slug ?? "") : null,
    state,
    labels: labels.flatMap((one) => (typeof one === "string" ? one : (one.name ?? []))),
    createdAt: answer.created_at,
    updatedAt: answer.updated_at,
  };
}
