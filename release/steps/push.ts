import { git } from "../git.ts";
import type { Options } from "../options.ts";
import { type Plan, readPlan } from "../plan.ts";
import { Refusal } from "../refusal.ts";
import { openReleaseRepository } from "../release-repository.ts";
import { publishedAt, pushCredentials, remoteAddress } from "../remote.ts";
import { say } from "../say.ts";
import { takeBundle } from "../take-bundle.ts";

/**
 * Pushes the tag and moves the branch forward to it, both or neither. Nothing is forced: a tag that exists stays where it
 * is, and a branch that has moved since the build is not taken back.
 */
export async function push({ places, remote, dryRun }: Options): Promise<void> {
  const plan = readPlan(places.files);
  const refs = [`refs/tags/${plan.tag}`, ...(plan.branch === null ? [] : [`refs/heads/${plan.branch}`])];
  const wanted = `${plan.releaseCommit} as ${refs.join(" and ")}`;
  if (dryRun) {
    say(`would push ${wanted}`);
    return;
  }
  if (plan.commit === null) throw new Refusal("this is a rehearsal of a work tree: a release is of a commit");
  const address = remoteAddress(places.root, remote);
  if (address === null) throw new Refusal(`there is no remote ${remote}: give --remote a name, an address or a path`);
  checkRemote(plan, publishedAt(places.root, address, plan.branch));
  const { branch, parent } = plan;
  using repository = openReleaseRepository(parent === null ? null : { address, branch });
  takeBundle(repository.path, places.files, plan);
  const specifications = refs.map((ref) => `${plan.releaseCommit}:${ref}`);
  git(repository.path, ["push", "--quiet", "--atomic", address, ...specifications], pushCredentials(address));
  say(`pushed ${wanted}`);
}

function checkRemote({ tag, branch, parent }: Plan, { tags, head }: ReturnType<typeof publishedAt>): void {
  if (tags.has(tag)) throw new Refusal(`${tag} is released already, as ${tags.get(tag)}: a tag never moves`);
  if (branch !== null && head !== parent) {
    throw new Refusal(`${branch} is at ${head}, and this was built on ${parent}: build again`);
  }
}
