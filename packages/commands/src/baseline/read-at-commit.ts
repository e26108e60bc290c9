import { posix, relative, resolve, sep } from "node:path";
import { UserError } from "@airworthy/evidence";
import { GitProblem, type GitRepository } from "@airworthy/git";
import { readFileAtCommit } from "@airworthy/github";
import type { World } from "./world.ts";

const FETCH = "fetch the commit, with `fetch-depth: 0` of actions/checkout.";
/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const LFS_POINTER = "version https://git-lfs.github.com/spec/v1\n";

/** A file of a commit. */
export interface FileOfCommit {
  /** The full SHA. */
  readonly commit: string;
  /** As users write paths: relative to the working folder. */
  readonly path: string;
  readonly mostBytes: number;
}

/**
 * A file as it was committed, from the clone where that has the commit, else from GitHub; null where the commit has no
 * such file. Throws a UserError where that cannot be told, or it is no file, or only a pointer of Git LFS.
 */
export async function readAtCommit(world: World, file: FileOfCommit): Promise<Uint8Array | null> {
  const clone = await world.clone();
  const holder = await ifItHas(clone, file.commit);
  const content = holder === null ? await download(world, clone, file) : await showFile(holder, file);
  if (content === null || !isPointer(content)) return content;
  throw new UserError(`${JSON.stringify(file.path)} at ${file.commit} is kept by Git LFS: there is only a pointer`, {
    remedy: "Keep the file as a workflow artifact, attach it to the package, or commit it without LFS.",
  });
}

/** The clone where it has the commit, which a shallow one may well do. */
async function ifItHas(clone: GitRepository | GitProblem, commit: string): Promise<GitRepository | null> {
  if (clone instanceof GitProblem) return null;
  try {
    await clone.resolve(commit);
    return clone;
  } catch (error) {
    if (error instanceof GitProblem && error.kind === "unknown-revision") return null;
    throw error;
  }
}

async function showFile(clone: GitRepository, { commit, path, mostBytes }: FileOfCommit): Promise<Uint8Array | null> {
  try {
    return await clone.showFile(commit, path, mostBytes);
  } catch (error) {
    if (error instanceof GitProblem && error.kind === "no-file") return null;
    throw error;
  }
}

async function download(
  world: World,
  clone: GitRepository | GitProblem,
  { commit, path, mostBytes }: FileOfCommit,
): Promise<Uint8Array | null> {
  const { client, repository } = await world.github(FETCH);
  const inTree = clone instanceof GitProblem ? pathInWorkspace(path, world.ports) : clone.pathInTree(path);
  return await readFileAtCommit(client, repository, { commit, path: inTree }, mostBytes);
}

/** Without a clone, the workspace is where one would be. */
function pathInWorkspace(path: string, { cwd, env }: World["ports"]): string {
  const inTree = relative(env["GITHUB_WORKSPACE"] || cwd, resolve(cwd, path))
    .split(sep)
    .join(posix.sep);
  if (inTree !== "" && !posix.isAbsolute(inTree) && !/^(?:\.\.(?:\/|$)|[a-z]:)/i.test(inTree)) return inTree;
  throw new UserError(`${JSON.stringify(path.slice(0, 200))} is no file in the workspace`);
}

function isPointer(content: Uint8Array): boolean {
  return Buffer.from(content.subarray(0, LFS_POINTER.length)).equals(Buffer.from(LFS_POINTER));
}
