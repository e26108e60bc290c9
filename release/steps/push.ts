import { git, gitHolds } from "../git.ts";
import type { Options } from "../options.ts";
import { type Plan, readPlan } from "../plan.ts";
import { Refusal } from "../refusal.ts";
import { openReleaseRepository } from "../release-repository.ts";
import { type Published, publishedAt, pushCredentials, remoteAddress } from "../remote.ts";
import { say } from "../say.ts";
import { takeBundle } from "../take-bundle.ts";

/**
 * Pushes the tag and moves the branch forward to it, both or neither. Nothing is forced: a tag that exists stays where it
 * is, and a branch that has moved since the build is not taken back. Where both hold this very commit there is nothing to do, so
 * that a job that stopped later can run again.
 */
export async function push({ places, remote, dryRun }: Options): Promise<void> {
  const plan = readPlan(places);
  const refs = [`refs/tags/${plan.tag}`, ...(plan.branch === null ? [] : [`refs/heads/${plan.branch}`])];
  const wanted = `${plan.releaseCommit} as ${refs.join(" and ")}`;
  if (dryRun) {
    say(`would push ${wanted}`);
    return;
  }
  if (plan.commit === null) throw new Refusal("this is a rehearsal of a work tree: a release is of a commit");
  const address = remoteAddress(places.root, remote);
  if (address === null) throw new Refusal(`there is no remote ${remote}: give --remote a name, an address or a path`);
  const published = publishedAt(places.root, address, plan.branch);
  const { branch, parent } = plan;
  using repository = openReleaseRepository(published.head === null ? null : { address, branch });
  takeBundle(repository.path, places.files, plan);
  if (isPushed(repository.path, plan, published)) {
    say(`pushed already: ${wanted}`);
    return;
  }
  if (branch !== null && published.head !== parent) {
    throw new Refusal(`${branch} is at ${published.head}, and this was built on ${parent}: build again`);
  }
  const specifications = refs.map((ref) => `${plan.releaseCommit}:${ref}`);
  git(repository.path, ["push", "--quiet", "--atomic", address, ...specifications], pushCredentials(address));
  say(`pushed ${wanted}`);
}

/** Whether the tag is there and the branch has come to it, or past it. Throws a Refusal where the tag is another commit's. */
function isPushed(repository: string, { tag, branch, releaseCommit }: Plan, { tags, head }: Published): boolean {
  const there = tags.get(tag);
  if (there === undefined) return false;
  if (there !== releaseCommit) throw new Refusal(`${tag} is released already, as ${there}: a tag never moves`);
  return (
    branch === null || (head !== null && gitHolds(repository, ["merge-base", "--is-ancestor", releaseCommit, head]))
  );
}
