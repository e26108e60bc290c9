import { type Ancestor, GitProblem, type GitRepository } from "@airworthy/git";
import { remoteHistory } from "@airworthy/github";
import type { World } from "./world.ts";

/** A history of commits: the clone's, or GitHub's. */
export interface History {
  resolve(revision: string): Promise<string>;
  mergeBase(one: string, other: string): Promise<string>;
  ancestors(commit: string, most: number): Promise<readonly Ancestor[]>;
}

/**
 * The clone's history where that is whole and has these commits, else GitHub's. Throws what is wrong with the clone where
 * GitHub cannot be asked.
 */
export async function openHistory(world: World, commits: readonly string[]): Promise<History> {
  const clone = await world.clone();
  const problem = await whyNot(clone, commits);
  if (problem === null && !(clone instanceof GitProblem)) return clone;
  if (problem !== null && !(await world.hasGitHub())) throw problem;
  const { client, repository } = await world.github(WHOLE);
  world.ports.log.info(`GitHub is asked for the history: ${problem?.message ?? "there is no clone"}`);
  return remoteHistory(client, repository);
}

const WHOLE = "check out the whole history, with `fetch-depth: 0`.";

async function whyNot(clone: GitRepository | GitProblem, commits: readonly string[]): Promise<GitProblem | null> {
  if (clone instanceof GitProblem) return clone;
  if (clone.isShallow)
    return new GitProblem("shallow", "the clone is shallow", { remedy: `Give a token, or ${WHOLE}` });
  for (const commit of commits) {
    const problem = await clone.resolve(commit).then(() => null, problemOf);
    if (problem !== null) return problem;
  }
  return null;
}

function problemOf(error: unknown): GitProblem {
  if (error instanceof GitProblem) return error;
  throw error;
}
