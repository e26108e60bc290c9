import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Places } from "../../release/options.ts";
import type { Plan } from "../../release/plan.ts";
import { type Draft, recordRelease } from "../../release/record-release.ts";
import { openReleaseRepository } from "../../release/release-repository.ts";
import { createGitFolder, type GitFolder } from "./git-repository.ts";

/** A folder for the results of a release, with sources and a remote that are git repositories; it goes when it is disposed of. */
export interface ReleaseSpace extends Places, AsyncDisposable {
  readonly sources: GitFolder;
  /** A bare repository. */
  readonly remote: string;
  /** Records a release of these files, on top of `before`, as the step build does with what it has built. */
  record(files: Readonly<Record<string, string>>, draft?: Partial<Draft>): Plan;
}

/** As npm names the archives of 1.0.0. */
const PACKAGES = ["airworthy-1.0.0.tgz", "airworthy-flags-1.0.0.tgz"];

export async function releaseSpace(): Promise<ReleaseSpace> {
  const path = await mkdtemp(join(await realpath(tmpdir()), "airworthy-release-space-"));
  const sources = await createGitFolder();
  const remote = join(path, "remote.git");
  sources.git("init", "--quiet", "--bare", remote);
  const places = { root: sources.path, tree: join(path, "release-tree"), files: join(path, "release-files") };
  return {
    ...places,
    sources,
    remote,
    record(files, draft = {}) {
      const built = join(path, "built");
      for (const [name, content] of Object.entries(files)) write(join(built, "tree", name), content);
      for (const name of PACKAGES) write(join(built, "npm", name), "packed");
      const facts = {
        version: "1.0.0",
        tag: "v1.0.0",
        branch: "v1",
        commit: null,
        parent: null,
        seconds: 0,
        notes: "- a",
      };
      const { parent = null, branch = "v1" } = draft;
      using repository = openReleaseRepository(parent === null ? null : { address: remote, branch });
      return recordRelease(repository.path, built, places, { ...facts, ...draft });
    },
    async [Symbol.asyncDispose]() {
      await sources[Symbol.asyncDispose]();
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
