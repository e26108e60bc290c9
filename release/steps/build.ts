import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { changesOf } from "../changelog.ts";
import { type Candidate, releaseProblems } from "../check-release.ts";
import { git } from "../git.ts";
import type { Options } from "../options.ts";
import { recordRelease } from "../record-release.ts";
import { Refusal } from "../refusal.ts";
import { openReleaseRepository } from "../release-repository.ts";
import { publishedAt, releasedVersions, remoteAddress } from "../remote.ts";
import { say } from "../say.ts";
import { buildTwice } from "../tree/build-twice.ts";
import { filesIn } from "../tree/compare-folders.ts";
import { channelOf, commonVersion, namesOf } from "../versions.ts";

/** Makes release-tree/ and release-files/, or says why there is no release. */
export async function build(options: Options): Promise<void> {
  const { root, tree, files } = options.places;
  const version = commonVersion(root);
  const names = namesOf(version);
  const address = remoteAddress(root, options.remote);
  const published = publishedAt(root, address, names.branch);
  const parent = published.head;
  using repository = openReleaseRepository(parent === null ? null : { address, branch: names.branch });
  const before = parent === null ? null : git(repository.path, ["log", "-1", "--format=%B", parent]);
  const commit = git(root, ["rev-parse", "HEAD"]);
  const dirty = git(root, ["status", "--porcelain"]) !== "";
  const candidate = { ...names, version, wanted: options.version, commit, dirty, published, before };
  const notes = checkAll(root, candidate, options);

  rmSync(tree, { recursive: true, force: true });
  rmSync(files, { recursive: true, force: true });
  const origin = { version, commit: dirty ? null : commit };
  using built = buildTwice(root, files, origin);
  const seconds = Number(git(root, ["log", "-1", "--format=%ct", commit]));
  const channel = channelOf(version, releasedVersions(published));
  const draft = { ...names, ...origin, channel, parent, seconds, notes };
  const plan = recordRelease(repository.path, built.folder, options.places, draft);
  say(`two builds of ${plan.commit ?? "the work tree"} are the same, byte for byte: ${filesIn(tree).length} files`);
  say(`${plan.tag}: commit ${plan.releaseCommit}, parent ${parent ?? "none"}`);
}

/** What the change log says; throws a Refusal with all that stands in the way. A rehearsal says it and goes on. */
function checkAll(root: string, candidate: Candidate, { dryRun, allowDirty }: Options): string {
  if (dryRun && candidate.dirty && !allowDirty) {
    throw new Refusal("the work tree holds files that are not committed: commit them, or rehearse with --allow-dirty");
  }
  const problems = releaseProblems(root, candidate);
  let notes = "";
  try {
    notes = changesOf(candidate.version, readFileSync(join(root, "CHANGELOG.md"), "utf8"));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    problems.push(error.message);
  }
  if (problems.length > 0 && !dryRun) throw new Refusal(problems.join("\n       "));
  for (const problem of problems) say(`a release would be refused: ${problem}`);
  return notes;
}
