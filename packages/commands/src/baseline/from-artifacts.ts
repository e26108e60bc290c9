import { downloadArtifactFile, listArtifacts } from "@airworthy/github";
import { type BaselineResolution, type BaselineSettings, none } from "./baseline.ts";
import { chooseFile } from "./choose-file.ts";
import { findCandidates } from "./find-candidates.ts";
import { findNearestArtifact } from "./nearest-artifact.ts";
import { fetchBaseline } from "./temporary-baseline.ts";
import { whyNoArtifact } from "./why-no-artifact.ts";
import type { World } from "./world.ts";

const INSTEAD = "give the baseline's path, or git:REF.";

/**
 * The candidate's counterpart among the artifacts of earlier runs: of the merge base, else of the nearest commit before it
 * that has one. Throws a UserError where GitHub cannot be asked, or the artifact does not hold it.
 */
export async function findInArtifacts(world: World, settings: BaselineSettings): Promise<BaselineResolution> {
  const { artifact: name, candidate, depth } = settings;
  const remote = await world.github(INSTEAD);
  const candidates = await findCandidates(world, depth);
  const listing = await listArtifacts(remote.client, remote.repository, name);
  const { nearest, astray } = await findNearestArtifact(remote, candidates.commits, listing.artifacts);
  if (nearest === null) return none(whyNoArtifact(candidates, { name, listing, astray }));
  const { artifact, commit, distance, note } = nearest;
  const run = artifact.run?.id ?? null;
  const { sha, committedOn } = commit;
  world.ports.log.info(`The baseline is of run ${run}, commit ${sha}, ${distance} before ${candidates.start}`);
  return await fetchBaseline(world.ports, async (path) => {
    const choose = (names: readonly string[]) => chooseFile(names, candidate);
    const entry = await downloadArtifactFile(remote.client, remote.repository, artifact, { path, choose });
    const origin = { how: "artifact", commit: sha, distance, committedOn, run, note } as const;
    return { fileName: entry, name: `${name}/${entry}`, packageSha256: null, origin };
  });
}
