import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git } from "./git.ts";
import { pushCredentials } from "./remote.ts";

/** A bare repository of its own for releases: the one with the sources is not touched. It goes when it is disposed of. */
export interface ReleaseRepository extends Disposable {
  readonly path: string;
}

/** Where the release before is: the head of a branch. */
export interface Before {
  readonly address: string | null;
  readonly branch: string | null;
}

/** With the release before, where there is one. */
export function openReleaseRepository(before: Before | null): ReleaseRepository {
  const path = mkdtempSync(join(tmpdir(), "airworthy-release-"));
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  try {
    git(path, ["init", "--quiet", "--bare", "."]);
    const { address, branch } = before ?? { address: null, branch: null };
    if (address !== null && branch !== null) {
      git(path, ["fetch", "--quiet", "--no-tags", address, `refs/heads/${branch}`], pushCredentials(address));
    }
    return { path, [Symbol.dispose]: remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The bundle in release-files. */
export const BUNDLE = "release.bundle";
/** The ref by which a bundle names the release's commit. */
export const BUNDLED = "refs/heads/release";

/** What a commit is made of, beside its files. */
export interface ReleaseCommit {
  readonly tree: string;
  readonly parent: string | null;
  readonly message: string;
  /** In seconds since 1970: the time of the sources, so that the same release is the same commit wherever it is made. */
  readonly seconds: number;
}

const NAME = "Airworthy";
const EMAIL = "airworthy@users.noreply.github.com";

/** Commits all files of a folder, byte for byte; the commit's id. */
export function commitFolder(repository: string, { tree, parent, message, seconds }: ReleaseCommit): string {
  const index = { GIT_DIR: repository, GIT_WORK_TREE: tree, GIT_INDEX_FILE: join(repository, "release.index") };
  git(tree, ["add", "--all", "--force", "."], index);
  const date = `@${seconds} +0000`;
  const people = ["AUTHOR", "COMMITTER"].flatMap((role) => [
    [`GIT_${role}_NAME`, NAME],
    [`GIT_${role}_EMAIL`, EMAIL],
    [`GIT_${role}_DATE`, date],
  ]);
  const parents = parent === null ? [] : ["-p", parent];
  const args = ["commit-tree", git(tree, ["write-tree"], index), ...parents, "-m", message];
  const commit = git(repository, args, Object.fromEntries(people));
  git(repository, ["update-ref", BUNDLED, commit]);
  return commit;
}
