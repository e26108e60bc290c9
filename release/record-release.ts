import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { releaseMessage } from "./check-release.ts";
import { checkOut, git } from "./git.ts";
import type { Results } from "./options.ts";
import { type Plan, writePlan } from "./plan.ts";
import { Refusal } from "./refusal.ts";
import { BUNDLE, BUNDLED, commitFolder } from "./release-repository.ts";
import { PACKAGES, writeSums } from "./sums.ts";
import { firstDifference } from "./tree/compare-folders.ts";

/** What is known of a release before it has a commit. */
export interface Draft extends Omit<Plan, "releaseCommit"> {
  /** The time of the sources, in seconds since 1970. */
  readonly seconds: number;
  /** What the change log says. */
  readonly notes: string;
}

/**
 * Commits what was built, in a repository for releases that holds the parent, and writes release-tree/ from that commit and
 * release-files/ beside it. `built` holds tree/ and npm/.
 */
export function recordRelease(repository: string, built: string, { tree, files }: Results, draft: Draft): Plan {
  const { seconds, notes, ...facts } = draft;
  const { version, commit, parent } = facts;
  const message = releaseMessage(version, commit);
  const releaseCommit = commitFolder(repository, { tree: join(built, "tree"), parent, message, seconds });
  mkdirSync(tree, { recursive: true });
  checkOut(repository, releaseCommit, tree, join(repository, "tree.index"));
  const difference = firstDifference(join(built, "tree"), tree);
  if (difference !== null) throw new Refusal(`the commit does not hold what was built: ${difference}`);
  cpSync(join(built, "npm"), join(files, PACKAGES), { recursive: true });
  writeFileSync(join(files, "notes.md"), `${notes}\n`);
  const since = parent === null ? [] : [`^${parent}`];
  git(repository, ["bundle", "create", "--quiet", join(files, BUNDLE), BUNDLED, ...since]);
  writeSums({ tree, files });
  const plan = { ...facts, releaseCommit };
  writePlan(files, plan);
  return plan;
}
