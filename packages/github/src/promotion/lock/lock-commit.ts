import { randomUUID } from "node:crypto";
import { checkShape, shortText, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../../client.ts";
import type { Repository } from "../../event.ts";
import { shaSchema } from "../../identifiers.ts";
import { timeSchema } from "../time.ts";

/** What the newest commit of a lock's ref says. */
export interface LockState {
  /** Whether somebody has it; a commit that cannot be read is somebody's. */
  readonly isHeld: boolean;
  /** What the holder said of itself; null where the commit cannot be read. */
  readonly payload: string | null;
  /** By GitHub's clock. */
  readonly since: string;
  /** The files, which are the same from commit to commit. */
  readonly tree: string;
}

/** A commit to come; `tree` and `parent` are null for the first. */
export interface LockCommit {
  readonly message: string;
  readonly tree: string | null;
  readonly parent: string | null;
}

const READ = "GET /repos/{owner}/{repo}/git/commits/{commit_sha}";
const NEW_TREE = "POST /repos/{owner}/{repo}/git/trees";
const NEW_COMMIT = "POST /repos/{owner}/{repo}/git/commits";
const PAYLOAD_CHARACTERS = 4_000;
const SCHEMA = 1;
const README = {
  path: "README.md",
  mode: "100644",
  type: "blob",
  content: "A lock of Airworthy's: the newest commit's message says who holds it. Delete the ref to break it.\n",
};

const namedSchema = v.object({ sha: shaSchema });
const commitSchema = v.object({ message: v.string(), committer: v.object({ date: timeSchema }), tree: namedSchema });
const wordSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ schema: v.literal(SCHEMA), isHeld: v.boolean(), payload: shortText(PAYLOAD_CHARACTERS) }),
);

/**
 * The message of a commit that takes or gives back a lock. No two are the same, so that of two jobs which write at the same
 * second each can tell its own. Throws a UserError for a payload that is empty or over 4,000 characters.
 */
export function lockMessage(name: string, isHeld: boolean, payload: string): string {
  if (payload.trim() === "" || payload.length > PAYLOAD_CHARACTERS) {
    throw new UserError(`A lock's payload has ${payload.length} characters; 1 to ${PAYLOAD_CHARACTERS} are allowed`);
  }
  const word = { schema: SCHEMA, isHeld, payload, nonce: randomUUID() };
  return `${isHeld ? "Take" : "Give back"} the lock ${name}\n\n${JSON.stringify(word)}`;
}

/** Throws a GitHubProblem. */
export async function readLockState(client: GitHubClient, at: Repository, sha: string): Promise<LockState> {
  const parameters = { owner: at.owner, repo: at.repo, commit_sha: sha };
  const answer = await client.request({ route: READ, parameters, needs: "contents: read" });
  const { message, committer, tree } = checkShape(commitSchema, answer, `GitHub's answer to ${READ}`);
  const common = { since: committer.date, tree: tree.sha };
  const word = v.safeParse(wordSchema, message.slice(message.indexOf("\n\n") + 2));
  if (!word.success) return { isHeld: true, payload: null, ...common };
  return { isHeld: word.output.isHeld, payload: word.output.payload, ...common };
}

/** A commit that no ref points to yet, and its files. Its time is GitHub's. Throws a GitHubProblem. */
export async function writeLockCommit(
  client: GitHubClient,
  at: Repository,
  { message, tree, parent }: LockCommit,
): Promise<{ readonly sha: string; readonly tree: string }> {
  const files = tree ?? (await post(client, NEW_TREE, { ...at, tree: [README] }));
  const parents = parent === null ? [] : [parent];
  return { sha: await post(client, NEW_COMMIT, { ...at, message, tree: files, parents }), tree: files };
}

async function post(client: GitHubClient, route: string, parameters: Readonly<Record<string, string | object>>) {
  // Objects are named by their content, and none of these is there twice.
  const answer = await client.request({ route, parameters, needs: "contents: write", repeatable: true });
  return checkShape(namedSchema, answer, `GitHub's answer to ${route}`).sha;
}
