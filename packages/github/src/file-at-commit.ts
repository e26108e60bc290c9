import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { Repository } from "./event.ts";
import { shaSchema } from "./identifiers.ts";
import { GitHubProblem } from "./problem.ts";

/** A file of a commit. */
export interface CommittedFile {
  /** The full SHA. */
  readonly commit: string;
  /** From the repository's root, with slashes. */
  readonly path: string;
}

const NEEDS = "contents: read";
const CONTENTS = "GET /repos/{owner}/{repo}/contents/{path}";
const BLOB = "GET /repos/{owner}/{repo}/git/blobs/{file_sha}";
const COMMIT = "GET /repos/{owner}/{repo}/git/commits/{commit_sha}";

/** In base64 and in JSON a file takes half as much again; an answer may have 64 MiB. */
const MOST_BYTES = 40 * 1024 * 1024;

const entrySchema = v.object({
  type: v.string(),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  sha: shaSchema,
  encoding: v.nullish(v.string()),
  content: v.nullish(v.string()),
});
const blobSchema = v.object({ encoding: v.literal("base64"), content: v.string() });

/**
 * A file as it was committed; null where the commit has none of that path. Throws a UserError for a folder, a link, or a
 * file of more than `mostBytes`, and a GitHubProblem where GitHub does not say, or does not know the commit.
 */
export async function readFileAtCommit(
  client: GitHubClient,
  repository: Repository,
  { commit, path }: CommittedFile,
  mostBytes: number = MOST_BYTES,
): Promise<Uint8Array | null> {
  const at = { owner: repository.owner, repo: repository.repo };
  const where = `${JSON.stringify(path)} at ${commit}`;
  const answer = await ifThere(
    client.request({ route: CONTENTS, parameters: { ...at, path, ref: commit }, needs: NEEDS }),
  );
  if (answer === null) {
    // To those who may not see it, GitHub says that a repository's contents are not there.
    await client.request({ route: COMMIT, parameters: { ...at, commit_sha: commit }, needs: NEEDS });
    return null;
  }
  if (Array.isArray(answer)) throw new UserError(`${where} is a folder, not a file`);
  const entry = checkShape(entrySchema, answer, `GitHub's answer to ${CONTENTS}`);
  if (entry.type !== "file") throw new UserError(`${where} is a ${entry.type.slice(0, 50)}, not a file`);
  const most = Math.min(mostBytes, MOST_BYTES);
  if (entry.size > most) throw new UserError(`${where} has ${entry.size} bytes; at most ${most} are allowed`);
  const content = entry.encoding === "base64" && entry.content ? entry.content : await blob(entry.sha);
  const bytes = Buffer.from(content, "base64");
  if (bytes.length !== entry.size) throw new UserError(`${where}: GitHub sent ${bytes.length} of ${entry.size} bytes`);
  return bytes;

  /** Contents of more than 1 MB are left out of the first answer. */
  async function blob(sha: string): Promise<string> {
    const large = await client.request({ route: BLOB, parameters: { ...at, file_sha: sha }, needs: NEEDS });
    return checkShape(blobSchema, large, `GitHub's answer to ${BLOB}`).content;
  }
}

async function ifThere(request: Promise<unknown>): Promise<unknown> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof GitHubProblem && error.kind === "not-found") return null;
    throw error;
  }
}
