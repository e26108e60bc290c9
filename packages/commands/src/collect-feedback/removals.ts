import { type InputFile, sha256, UserError } from "@airworthy/evidence";
import { type FeedbackRow, hasForm, issueRowId, type Removal } from "@airworthy/feedback";
import type { LabelledIssue } from "@airworthy/github";
import type { FeedbackPlace } from "./open-place.ts";

/** What somebody asks to be removed: it is known itself, or by where the one who asks said it. */
export type RemovalRequest =
  | Removal
  | { readonly author: string; readonly links: readonly string[] }
  | { readonly issue: string; readonly row: string };

const MOST_LINKS = 100;
const LINK = /https?:\/\/[^\s<>()[\]"'`]+/g;
const ROW = /^(?:feedback\/)?([0-9a-f]{16})$/;

/**
 * What an issue with the label asks for. One that is feedback, by its other label or its text, asks for itself, whatever is left
 * of what it said. Any other asks for what its author said: at the
 * addresses that it names, else all of it. Nobody asks for what others said.
 */
export function requestedBy({ url, author, body }: LabelledIssue, isFeedback: boolean): readonly RemovalRequest[] {
  if (isFeedback || hasForm(body)) {
    return [{ issue: url, row: issueRowId({ link: url, author: author?.login ?? null }) }];
  }
  if (author === null) return [];
  const links = [...new Set(body.match(LINK)?.map((link) => link.replace(/[.,;:!?]+$/, "")))].slice(0, MOST_LINKS);
  return links.length === 0 ? [{ reviewer: author.login }] : [{ author: author.login, links }];
}

/** The requests of a file: a row's id, or a login or pseudonym, a line; what follows a # says why. Throws a UserError. */
export async function listedRemovals(
  path: string | undefined,
  { merged }: Pick<FeedbackPlace, "merged">,
): Promise<{ readonly removals: readonly Removal[]; readonly read: readonly InputFile[] }> {
  if (path === undefined) return { removals: [], read: [] };
  const text = await merged(path);
  if (text === null) {
    throw new UserError(`feedback: removals: there is no file ${JSON.stringify(path)}`, {
      remedy: "Make one, which may be empty: what it asked for must not be forgotten.",
    });
  }
  const names = text.split(/\r?\n/).map((line) => line.replace(/#.*$/, "").trim());
  const removals = names.filter((name) => name !== "").map(removalOf);
  return { removals, read: [{ name: path, sha256: sha256(text) }] };
}

/** Requests as what is removed, of all rows that are known. */
export function removalsOf(
  requests: readonly RemovalRequest[],
  rows: readonly Pick<FeedbackRow, "id" | "source" | "reviewer">[],
): readonly Removal[] {
  return requests.flatMap((request): readonly Removal[] => {
    if ("issue" in request) {
      // Whatever its author was called when it was read.
      const said = rows.filter(({ source }) => source.kind === "issue" && source.link === request.issue);
      return [...new Set([request.row, ...said.map(({ id }) => id)])].map((row) => ({ row }));
    }
    if (!("links" in request)) return [request];
    const links = new Set(request.links);
    const author = request.author.toLowerCase();
    const own = rows.filter(({ source, reviewer }) => links.has(source.link) && reviewer?.toLowerCase() === author);
    return own.map(({ id }) => ({ row: id }));
  });
}

function removalOf(name: string): Removal {
  const [, row] = ROW.exec(name) ?? [];
  return row === undefined ? { reviewer: name.replace(/^@/, "") } : { row };
}
