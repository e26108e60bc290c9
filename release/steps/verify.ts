import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkOut } from "../git.ts";
import type { Options } from "../options.ts";
import { readPlan } from "../plan.ts";
import { Refusal } from "../refusal.ts";
import { openReleaseRepository } from "../release-repository.ts";
import { remoteAddress } from "../remote.ts";
import { say } from "../say.ts";
import { checkSums, SUMS } from "../sums.ts";
import { takeBundle } from "../take-bundle.ts";

/** Files that two machines make alike; a bundle is packed as git's version likes. */
const ALIKE = [SUMS, "plan.json", "notes.md"];

/** Checks what a job has downloaded: the bundle's commit against the plan, every file against its sum, both machines' against each other. */
export async function verify({ places, remote, sameAs }: Options): Promise<void> {
  const { root, tree, files } = places;
  const plan = readPlan(places);
  const { branch, parent } = plan;
  using repository = openReleaseRepository(parent === null ? null : { address: remoteAddress(root, remote), branch });
  takeBundle(repository.path, files, plan);
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(tree, { recursive: true });
  checkOut(repository.path, plan.releaseCommit, tree, join(repository.path, "tree.index"));
  const sums = checkSums(places);
  say(`${plan.releaseCommit}: ${sums.length} files are as ${SUMS} says`);
  if (sameAs === undefined) return;
  const different = ALIKE.filter((name) => !readFileSync(join(files, name)).equals(readFileSync(join(sameAs, name))));
  if (different.length > 0) throw new Refusal(`the other machine's differ: ${different.join(", ")}`);
  say("the other machine made the same");
}
