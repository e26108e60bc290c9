import { join } from "node:path";
import { releaseMessage } from "./check-release.ts";
import { git } from "./git.ts";
import type { Plan } from "./plan.ts";
import { Refusal } from "./refusal.ts";
import { BUNDLE, BUNDLED } from "./release-repository.ts";

/** Fetches the release's commit from its bundle; throws a Refusal where it is another than the plan's, not on its parent, or of other sources. */
export function takeBundle(repository: string, files: string, plan: Plan): void {
  git(repository, ["fetch", "--quiet", join(files, BUNDLE), `${BUNDLED}:${BUNDLED}`]);
  const [commit, ...parents] = git(repository, ["rev-list", "--parents", "-1", BUNDLED]).split(" ");
  if (commit !== plan.releaseCommit || parents.join() !== (plan.parent ?? "")) {
    throw new Refusal(
      `the bundle holds ${commit} on ${parents}; the plan says ${plan.releaseCommit} on ${plan.parent}`,
    );
  }
  const message = git(repository, ["log", "-1", "--format=%B", BUNDLED]);
  const wanted = releaseMessage(plan.version, plan.commit);
  if (message !== wanted) throw new Refusal(`the bundle's commit says "${message}"; the plan, "${wanted}"`);
}
