import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Places } from "../../release/options.ts";
import type { Plan } from "../../release/plan.ts";
import { type Draft, recordRelease } from "../../release/record-release.ts";
import { openReleaseRepository } from "../../release/release-repository.ts";
import { channelOf, namesOf } from "../../release/versions.ts";
import { createGitFolder, type GitFolder } from "./git-repository.ts";

/** A folder for the results of a release, with sources and a remote that are git repositories; it goes when it is disposed of. */
export interface ReleaseSpace extends Places, AsyncDisposable {
  readonly sources: GitFolder;
  /** A bare repository. */
  readonly remote: string;
  /**
   * Records a release of these files, as the step build does with what it has built: of 1.0.0 and of a new commit of the sources
   * unless the draft says otherwise.
   */
  record(files: Readonly<Record<string, string>>, draft?: Partial<Draft>): Plan;
}

/** As npm names the archives. */
const PACKAGES = ["airworthy", "airworthy-flags"];

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
      const { version = "1.0.0", parent = null } = draft;
      const built = join(path, "built");
      for (const folder of [built, places.tree, places.files]) rmSync(folder, { recursive: true, force: true });
      for (const [name, content] of Object.entries(files)) write(join(built, "tree", name), content);
      for (const name of PACKAGES) write(join(built, "npm", `${name}-${version}.tgz`), "packed");
      write(join(sources.path, "package.json"), `{\n  "version": "${version}"\n}\n`);
      sources.git("add", "--all");
      sources.git("commit", "--quiet", "--allow-empty", "--message=change");
      const facts = {
        ...namesOf(version),
        version,
        channel: channelOf(version, []),
        commit: sources.git("rev-parse", "HEAD"),
        parent,
        seconds: 0,
        notes: "- a",
        ...draft,
      };
      using repository = openReleaseRepository(parent === null ? null : { address: remote, branch: facts.branch });
      return recordRelease(repository.path, built, places, facts);
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
