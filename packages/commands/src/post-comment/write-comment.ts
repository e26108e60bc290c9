import {
  type GitHubClient,
  GitHubProblem,
  keepOldest,
  type MarkedComment,
  type PutResult,
  putComment,
} from "@airworthy/github";
import type { Place } from "./find-place.ts";

export interface Written extends PutResult {
  /** What may be otherwise than it seems. */
  readonly doubt?: string;
}

/** Longer than another job takes from looking for the comment to writing it, when GitHub does not make it wait. */
const SETTLE_MS = 1_500;

/**
 * Updates the comment or, without `update`, adds one; where several jobs make the first at the same moment one stays. Throws
 * a UserError where it could not be written.
 */
export async function writeComment(
  client: GitHubClient,
  { at }: Place,
  comment: MarkedComment,
  update: boolean,
): Promise<Written> {
  const written = await putComment(client, at, comment, update ? "replace-changed" : "add");
  if (!update || !written.isFirst) return written;
  try {
    return { ...written, url: (await keepOldest(client, at, comment.key, SETTLE_MS)) ?? written.url };
  } catch (error) {
    if (!(error instanceof GitHubProblem)) throw error;
    return { ...written, doubt: `Whether another job wrote it too could not be seen: ${error.message}` };
  }
}
