import * as v from "valibot";
import { numberSchema } from "../identifiers.ts";
import { type Author, authorOf, userSchema } from "./author.ts";
import { type CappedText, capBody } from "./capped-text.ts";
import { timeSchema } from "./time.ts";

/** A comment of an issue or a pull request, as it stands now. */
export interface IssueComment extends CappedText {
  readonly id: number;
  /** Null where the account was deleted. */
  readonly author: Author | null;
  /** What the author is to the repository, such as "MEMBER" or "NONE": a hint to show, never a permission. */
  readonly authorAssociation: string;
  /** The App that wrote it, with a person's token as well, by its slug. */
  readonly viaApp: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Whether it was changed since it was written. GitHub counts whole seconds: a change within the first is not seen. */
  readonly isEdited: boolean;
  /** Of the issue or the pull request. */
  readonly issueNumber: number;
  readonly url: string;
}

export const issueCommentSchema = v.object({
  id: numberSchema,
  html_url: v.string(),
  issue_url: v.pipe(v.string(), v.regex(/\/issues\/[1-9]\d{0,14}$/, "must be an issue's address")),
  body: v.nullish(v.string()),
  user: userSchema,
  author_association: v.string(),
  performed_via_github_app: v.nullish(v.object({ slug: v.nullish(v.string()) })),
  created_at: timeSchema,
  updated_at: timeSchema,
});

export function issueCommentOf(answer: v.InferOutput<typeof issueCommentSchema>): IssueComment {
  const { id, body, user, performed_via_github_app: app, created_at: createdAt, updated_at: updatedAt } = answer;
  return {
    id,
    ...capBody(body),
    author: authorOf(user),
    authorAssociation: answer.author_association,
    viaApp: app ? (app.slug ?? "") : null,
    createdAt,
    updatedAt,
    isEdited: createdAt !== updatedAt,
    issueNumber: Number(answer.issue_url.slice(answer.issue_url.lastIndexOf("/") + 1)),
    url: answer.html_url,
  };
}
