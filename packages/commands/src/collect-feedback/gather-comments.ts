import { type FeedbackCommand, type Read, readComment, readReactions } from "@airworthy/feedback";
import { listReactions, listRepositoryComments, type RepositoryComment } from "@airworthy/github";
import { parseCommands } from "@airworthy/promotion";
import { formatCounted } from "@airworthy/report";
import type { Remote } from "../history/open-store.ts";
import type { KnownCase } from "./case-table.ts";
import type { Source } from "./gather-issues.ts";

/** Each takes a request; older reports are of versions that are gone. */
const MOST_REPORTS = 50;

/**
 * The `/feedback` lines of people's comments, and the reactions to our own reports. A comment that was changed since it was written
 * is refused: whoever may write to the repository may have changed it. Throws a GitHubProblem.
 */
export async function gatherComments(
  remote: Remote,
  cases: ReadonlyMap<string, KnownCase>,
  { settings, ports }: Source,
): Promise<readonly Read[]> {
  const { items, isCut } = await listRepositoryComments(remote.client, remote.repository);
  if (isCut) ports.log.warn(`Only the newest ${items.length} comments were read.`);
  ports.log.info(formatCounted(items.length, "comment"));
  const reads = items.flatMap((comment): readonly Read[] => {
    const commands = commandsIn(comment, cases);
    const { url: link, author, createdAt: on } = comment;
    if (author === null || commands.length === 0) return [];
    if (comment.isEdited) return [{ refused: "edited", at: link }];
    return readComment({ link, author: author.login, on, commands }, settings);
  });
  const reports = items.filter((comment) => comment.isReport && comment.reactions !== 0).slice(0, MOST_REPORTS);
  const reactions = [];
  for (const { id, url: link } of reports) {
    const found = await listReactions(remote.client, remote.repository, id);
    for (const { author, content, createdAt: on } of found.items) {
      if (author?.type === "User") reactions.push({ link, caseId: null, user: author.login, on, content });
    }
  }
  return [...reads, ...readReactions(reactions, settings)];
}

/** Bots, and Apps that write with somebody's token, have no opinion. */
function commandsIn(
  { author, viaApp, body, isBodyCut }: RepositoryComment,
  cases: ReadonlyMap<string, KnownCase>,
): readonly FeedbackCommand[] {
  if (author?.type !== "User" || viaApp !== null || isBodyCut) return [];
  return parseCommands(body).commands.flatMap(({ command }) => {
    if (command.verb !== "feedback") return [];
    const { case: caseId, answer: verdict, expected } = command;
    return [{ caseId, verdict, expected, ...cases.get(caseId) }];
  });
}
