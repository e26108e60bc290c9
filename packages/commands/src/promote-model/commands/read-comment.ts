import { checkShape, UserError } from "@airworthy/evidence";
import {
  GitHubProblem,
  type IssueComment,
  type IssueNow,
  type PullRequestNow,
  readComment,
  readIssueOrPull,
  type WorkflowEvent,
} from "@airworthy/github";
import { type AskedIn, type FoundCommand, type Hint, parseCommands } from "@airworthy/promotion";
import type { Ports } from "@airworthy/runtime";
import * as v from "valibot";
import type { Remote } from "../../manage-rollout/open-flags.ts";
import type { Asked } from "../asked.ts";

/** A command of a comment, and who asks for it. */
export interface AskedCommand extends FoundCommand {
  readonly asked: Asked;
}

/** A comment that asks for something, or nearly does. */
export interface AskingComment {
  readonly kind: "asking";
  readonly comment: IssueComment;
  readonly conversation: IssueNow | PullRequestNow;
  readonly commands: readonly AskedCommand[];
  readonly hints: readonly Hint[];
}

export type ReadComment = AskingComment | { readonly kind: "nothing"; readonly why: string };

const nameSchema = v.pipe(v.string(), v.nonEmpty("must not be empty"));
const eventSchema = v.object({
  action: v.string(),
  comment: v.object({ id: v.pipe(v.number(), v.safeInteger(), v.minValue(1)), body: v.nullish(v.string()) }),
  sender: v.object({ login: nameSchema, type: v.string() }),
});

type CommentEvent = v.InferOutput<typeof eventSchema>;

/** Whoever deleted the account that wrote a comment; nobody can ask in this name. */
const NOBODY = "ghost";

/**
 * What the event's comment asks for, read anew: what the event says of it only tells whether it was changed since. Nothing
 * where it was not written just now, was deleted, is an answer of ours, or holds no command. Throws a UserError for another event, and a GitHubProblem.
 */
export async function readCommands(event: WorkflowEvent, remote: Remote, env: Ports["env"]): Promise<ReadComment> {
  if (event.name !== "issue_comment") {
    throw new UserError(`task: comment was given under ${event.name}; it is for issue_comment`, {
      remedy: "Run the workflow on issue_comment, or give promote, rollback or why as the task.",
    });
  }
  const said = checkShape(eventSchema, event.payload, "The event's payload");
  if (said.action !== "created") return nothing(`a comment that was ${said.action} asks for nothing`);
  const comment = await readUnlessDeleted(remote, said.comment.id);
  if (comment === null) return nothing("the comment was deleted");
  // With a token of somebody's own our answer is an event like any other, and says what others said.
  if (comment.isAnswer) return nothing("the comment is an answer of ours");
  const { commands, hints } = parseCommands(comment.body);
  if (commands.length === 0 && hints.length === 0) return nothing("the comment holds no command");
  const conversation = await readIssueOrPull(remote.client, remote.repository, comment.issueNumber);
  const asker = askerOf(said, comment, conversation, env);
  const asked = (line: number): Asked => ({
    ...asker,
    id: `comment-${comment.id}-${line}`,
    words: () => wordsNow(remote, said),
  });
  const found = commands.map((command) => ({ ...command, asked: asked(command.line) }));
  return { kind: "asking", comment, conversation, commands: found, hints };
}

/** Whoever of those who had a hand in it is not the author: then nothing of it counts. */
function askerOf(
  { sender }: CommentEvent,
  { author, viaApp, url }: IssueComment,
  conversation: IssueNow | PullRequestNow,
  { GITHUB_TRIGGERING_ACTOR: triggering }: Ports["env"],
): Omit<Asked, "id" | "words"> {
  const isOther = (login: string) => login.toLowerCase() !== author?.login.toLowerCase();
  const others = [sender.login, ...(triggering ? [triggering] : [])].filter(isOther);
  return {
    actor: others[0] ?? sender.login,
    isBot: sender.type !== "User" || author?.type !== "User" || viaApp !== null,
    url,
    pullRequest: conversation.kind === "pull" ? conversation.number : null,
  };
}

/** The comment as it stands now. GitHub does not tell a change within the first second: another text than the event's does. */
async function wordsNow(remote: Remote, { comment: { id, body } }: CommentEvent): Promise<AskedIn> {
  const comment = await readUnlessDeleted(remote, id);
  if (comment === null) throw new UserError("The comment was deleted while it was read: nothing is done");
  const isEdited = comment.isEdited || comment.body !== (body ?? "");
  return { kind: "comment", author: `@${comment.author?.login ?? NOBODY}`, on: comment.createdAt, isEdited };
}

async function readUnlessDeleted({ client, repository }: Remote, id: number) {
  try {
    return await readComment(client, repository, id);
  } catch (error) {
    if (error instanceof GitHubProblem && error.kind === "not-found") return null;
    throw error;
  }
}

function nothing(why: string): ReadComment {
  return { kind: "nothing", why };
}
