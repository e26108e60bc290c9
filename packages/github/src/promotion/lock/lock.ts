import { UserError } from "@airworthy/evidence";
import type { GitHubClient } from "../../client.ts";
import type { Repository } from "../../event.ts";
import { createRef, findTip, moveRef } from "../../refs.ts";
import { lockMessage, readLockState, writeLockCommit } from "./lock-commit.ts";

export interface LockRequest {
  /** What is locked, such as "review-sentiment/production". */
  readonly name: string;
  /** Who asks and what for, to be shown to whoever asks meanwhile: 1 to 4,000 characters. */
  readonly payload: string;
  /** After so many seconds a lock that was not given back is anybody's. */
  readonly staleSeconds: number;
  readonly now: Date;
}

/** A lock that is held. */
export interface Lock {
  readonly name: string;
  readonly ref: string;
  /** The commit that says so, and its files. */
  readonly sha: string;
  readonly tree: string;
  readonly payload: string;
}

export type LockResult =
  | { readonly state: "taken"; readonly lock: Lock }
  /** `payload` is what its holder said, null where nobody can read it; `since` is by GitHub's clock. */
  | { readonly state: "held"; readonly payload: string | null; readonly since: string };

const NAMESPACE = "refs/airworthy-locks/";
/** Safe in a ref and in an address: https://git-scm.com/docs/git-check-ref-format */
const NAME = /^(?!.*(\.\.|\.lock(\/|$)|\.(\/|$)))[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/;
const NAME_CHARACTERS = 200;
/** Each time somebody else took the lock and gave it back while we were looking. */
const ROUNDS = 5;

/**
 * Takes a lock, or says who has it. The lock is a ref whose newest commit says whether it is held: the first is made by
 * creating the ref, which fails where there is one; every later one is a commit on top of the one that was seen, which
 * GitHub takes for the ref only while that one is the newest. So of any number of jobs that try at once one gets it, also
 * where they take over from a holder that never gave it back. GitHub's API cannot delete a ref on condition of what it
 * is: for that reason a lock that was given back stays as a ref, which no clone fetches.
 *
 * Takes `contents: write`. Throws a UserError for a bad name or payload, and a GitHubProblem.
 */
export async function createLock(
  client: GitHubClient,
  { owner, repo }: Repository,
  request: LockRequest,
): Promise<LockResult> {
  const { name, payload } = request;
  const ref = refOf(name);
  const at = { owner, repo };
  const message = lockMessage(name, true, payload);
  for (let round = 1; round <= ROUNDS; round++) {
    const tip = await findTip(client, at, ref);
    const before = tip === null ? null : await readLockState(client, at, tip);
    if (before?.isHeld && !isStale(before.since, request)) {
      return { state: "held", payload: before.payload, since: before.since };
    }
    const commit = { message, tree: before?.tree ?? null, parent: tip };
    const { sha, tree } = await writeLockCommit(client, at, commit);
    const isOurs = await put(client, { ...at, ref, tip, sha });
    if (isOurs) return { state: "taken", lock: { name, ref, sha, tree, payload } };
  }
  throw new UserError(`The lock ${name} changed hands ${ROUNDS} times while it was asked for`, {
    remedy: "Run the job again.",
  });
}

/**
 * Gives a lock back; false where somebody took it over meanwhile, because it was held for too long: theirs stays. Takes
 * `contents: write`. Throws a GitHubProblem.
 */
export async function releaseLock(client: GitHubClient, { owner, repo }: Repository, lock: Lock): Promise<boolean> {
  const at = { owner, repo };
  const message = lockMessage(lock.name, false, lock.payload);
  const { sha } = await writeLockCommit(client, at, { message, tree: lock.tree, parent: lock.sha });
  return await moveRef(client, at, lock.ref, sha);
}

interface Move extends Repository {
  readonly ref: string;
  /** What was seen; null for no ref. */
  readonly tip: string | null;
  readonly sha: string;
}

/** Whether the ref is the commit now; false where it was no longer what was seen. */
async function put(client: GitHubClient, { owner, repo, ref, tip, sha }: Move): Promise<boolean> {
  const at = { owner, repo };
  if (tip !== null) return await moveRef(client, at, ref, sha);
  // A creation whose answer got lost is refused the second time, while the ref is what we made it.
  return (await createRef(client, at, ref, sha)) || (await findTip(client, at, ref)) === sha;
}

/** A time that is no number, or in the future, is not long ago. */
function isStale(since: string, { staleSeconds, now }: LockRequest): boolean {
  return now.getTime() - Date.parse(since) > staleSeconds * 1_000;
}

function refOf(name: string): string {
  // Flat, since git cannot have both a ref and one below it; the sign is in no name.
  if (NAME.test(name) && name.length <= NAME_CHARACTERS) return NAMESPACE + name.replaceAll("/", "=");
  throw new UserError(
    `lock: ${JSON.stringify(name.slice(0, 100))} was given; 1 to ${NAME_CHARACTERS} letters, digits, dots, underscores ` +
      "and hyphens are allowed, with slashes between parts",
  );
}
