import { writeFile } from "node:fs/promises";
import { GitProblem, type GitRepository, MOST_FILE_BYTES } from "@airworthy/git";
import { remoteHistory } from "@airworthy/github";
import { type BaselineOrigin, type BaselineResolution, none } from "./baseline.ts";
import { findCandidates, shortSha } from "./find-candidates.ts";
import type { History } from "./history.ts";
import { MERGE_BASE } from "./parse-reference.ts";
import { readAtCommit } from "./read-at-commit.ts";
import { fetchBaseline } from "./temporary-baseline.ts";
import type { World } from "./world.ts";

/** A committed file: of a branch, a tag, a SHA, or the merge base of the change. */
export interface GitBaseline {
  readonly revision: string;
  readonly path: string;
}

const FETCH = "fetch the commit, with `fetch-depth: 0` of actions/checkout.";
/** What GitHub would take for its own default branch's, or does not know: HEAD, and what is counted from a name. */
const OF_CLONE = /^HEAD|[~^@]/;

type Found = Pick<BaselineOrigin, "commit" | "distance" | "committedOn"> & { readonly commit: string };

/** The file as it was committed at a revision; nothing where the commit has no such file. Throws a UserError. */
export async function findInGit(world: World, { revision, path }: GitBaseline): Promise<BaselineResolution> {
  const found = revision === MERGE_BASE ? await mergeBase(world) : await namedCommit(world, revision);
  if (found === null) return none("there is no commit before the one that is examined: nothing to compare with");
  const { commit } = found;
  const content = await readAtCommit(world, { commit, path, mostBytes: MOST_FILE_BYTES });
  const name = `${revision}:${path}`;
  if (content === null) return none(`${JSON.stringify(path)} is not in commit ${shortSha(commit)}, ${revision}`);
  world.ports.log.info(`The baseline is ${name}, of commit ${commit}`);
  return await fetchBaseline(world.ports, async (target) => {
    await writeFile(target, content, { flag: "wx" });
    const origin = { how: "git", ...found, run: null, note: null } as const;
    return { fileName: path.replaceAll("\\", "/"), name, packageSha256: null, origin };
  });
}

async function mergeBase(world: World): Promise<Found | null> {
  const [nearest] = (await findCandidates(world, 1)).commits;
  return nearest === undefined ? null : { commit: nearest.sha, distance: 0, committedOn: nearest.committedOn };
}

/** By the clone; where that does not know the name, by GitHub. */
async function namedCommit(world: World, revision: string): Promise<Found> {
  const local = await inClone(await world.clone(), revision);
  if (!(local instanceof GitProblem)) return local;
  if (local.kind === "invalid" || OF_CLONE.test(revision) || !(await world.hasGitHub())) throw local;
  const { client, repository } = await world.github(FETCH);
  const history = remoteHistory(client, repository);
  return await dated(history, await history.resolve(revision));
}

/** A branch that is not checked out is there as its remote's. */
async function inClone(clone: GitRepository | GitProblem, revision: string): Promise<Found | GitProblem> {
  if (clone instanceof GitProblem) return clone;
  let problem: GitProblem | null = null;
  for (const name of [revision, `refs/remotes/origin/${revision}`]) {
    try {
      return await dated(clone, await clone.resolve(name));
    } catch (error) {
      if (!(error instanceof GitProblem)) throw error;
      problem ??= error;
    }
  }
  return problem ?? new GitProblem("unknown-revision", `${revision} is no commit`);
}

async function dated(history: Pick<History, "ancestors">, commit: string): Promise<Found> {
  const [itself] = await history.ancestors(commit, 1);
  return { commit, distance: null, committedOn: itself?.committedOn ?? null };
}
