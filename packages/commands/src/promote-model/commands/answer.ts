import type { Verdict } from "@airworthy/evidence";
import { answerIssue, type ReactionContent, type Run, react } from "@airworthy/github";
import type { Hint } from "@airworthy/promotion";
import { type Block, COMMENT_BUDGET, type Mark, renderMarkdown, type Text } from "@airworthy/report";
import type { Remote } from "../../manage-rollout/open-flags.ts";
import type { Place } from "../place.ts";
import type { Result } from "./dispatch.ts";
import type { AskingComment } from "./read-comment.ts";

const MARKS: Readonly<Record<Verdict, Mark>> = {
  pass: "good",
  warn: "watch",
  inconclusive: "unknown",
  fail: "bad",
  error: "bad",
};

/** Says at once that the comment was seen. A reaction that cannot be made stands in the way of nothing. */
export async function seeComment({ comment }: AskingComment, remote: Remote, place: Place): Promise<void> {
  await reactOrWarn(comment.id, "eyes", remote, place);
}

/** Reacts by the outcome, and answers once a comment: a delivery that comes again updates the answer that stands. */
export async function answerComment(
  asking: AskingComment,
  results: readonly Result[],
  { remote, run, commit }: { readonly remote: Remote; readonly run: Run; readonly commit: string },
  place: Place,
): Promise<void> {
  const { comment, conversation, hints } = asking;
  await reactOrWarn(comment.id, reactionTo(results, hints), remote, place);
  const blocks = answerBlocks(results, hints);
  if (blocks.length === 0) return;
  const { text } = renderMarkdown(blocks, COMMENT_BUDGET);
  const headSha = conversation.kind === "pull" ? conversation.headSha : commit;
  const answer = { key: `comment-${comment.id}`, text, headSha, run };
  const at = { ...remote.repository, number: conversation.number };
  await orWarn("The comment was not answered", answerIssue(remote.client, at, answer), place);
}

/** What the answer says; nothing where a reaction says it all. */
export function answerBlocks(results: readonly Result[], hints: readonly Hint[]): readonly Block[] {
  const told = results.filter(({ carried, command }) => command.verb !== "feedback" || carried.effect !== "noted");
  return [...told.flatMap(resultBlocks), ...hintBlocks(hints)];
}

/** Thumbs down for what is refused, confused for what is not clear or not yet; a rocket where all was done. */
export function reactionTo(results: readonly Result[], hints: readonly Hint[]): ReactionContent {
  const verdicts = results.map(({ carried }) => carried.verdict);
  if (verdicts.includes("fail")) return "-1";
  const isDone = verdicts.length > 0 && verdicts.every((verdict) => verdict === "pass" || verdict === "warn");
  return isDone && hints.length === 0 ? "rocket" : "confused";
}

function resultBlocks({ text, carried }: Result): readonly Block[] {
  const { verdict, headline, answer, effect } = carried;
  const line: Text = [{ kind: "mark", mark: MARKS[verdict] }, " ", { kind: "code", text }];
  // Of what was looked at the answer itself is what there is to say.
  const said: readonly Block[] = effect === "looked" ? [] : [{ kind: "paragraph", text: headline }];
  return [{ kind: "paragraph", text: line }, ...said, ...answer];
}

function hintBlocks(hints: readonly Hint[]): readonly Block[] {
  if (hints.length === 0) return [];
  const items = hints.map(({ line, hint }): Text => (line === 0 ? `${hint}.` : `Line ${line}: ${hint}.`));
  return [
    { kind: "paragraph", text: "Nothing was done for what is not quite a command:" },
    { kind: "list", items },
  ];
}

async function reactOrWarn(id: number, content: ReactionContent, remote: Remote, place: Place): Promise<void> {
  await orWarn(`The comment got no reaction ${content}`, react(remote.client, remote.repository, id, content), place);
}

/** What was done is done, whether or not it can be told. */
async function orWarn(otherwise: string, work: Promise<unknown>, { warn }: Place): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Error) || error.name === "AbortError") throw error;
    warn(`${otherwise}: ${error.message}`);
  }
}
