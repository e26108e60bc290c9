import type { ExaminedEvidence } from "@airworthy/clearance";
import { UserError, type VersionRef } from "@airworthy/evidence";
import { downloadArtifactsOf } from "@airworthy/github";
import { dayOf } from "../../day-of.ts";
import { eachOnce, examine } from "../../evidence-of-package.ts";
import type { GatherInputs } from "../../manage-rollout/gather-facts.ts";
import { sectionsAsOf } from "../../report-sections.ts";
import type { Asked } from "../asked.ts";
import { collect, commitOf, packagesIn } from "../find-candidate.ts";
import { findHead } from "../find-head.ts";
import { commitFor } from "../gather.ts";
import type { Place } from "../place.ts";

/** The one package of a pull request's head, and all evidence of it. */
export interface HeadPackage {
  readonly version: VersionRef;
  readonly evidence: readonly ExaminedEvidence[];
}

/**
 * What a command is about that names no package. Throws a UserError outside of a pull request, where its head has no evidence
 * of a package, of several, or of one that was made of another commit, and where the head may have come after the words:
 * whoever wrote them did not see it.
 */
export async function headPackage(asked: Asked, place: Place): Promise<HeadPackage> {
  const head = await findHead(asked.pullRequest, place);
  if (head === null) {
    throw new UserError("This is about the package of a pull request: ask for it there", {
      remedy: "Write the command into the pull request that the package is made of.",
    });
  }
  const { on } = await asked.words();
  if (head.since === null || Date.parse(head.since) > Date.parse(on)) {
    const what =
      head.since === null
        ? `Nobody knows when ${head.commit} was pushed: no workflow ran on it`
        : `${head.commit} was pushed after the command was written`;
    throw new UserError(what, { remedy: "Look at it, and write the command anew." });
  }
  const makers = sectionsAsOf(dayOf(place.ports.now()));
  const all = eachOnce((await collect(head.commit, place)).flatMap((file) => examine([file], makers)));
  const [version, ...others] = packagesIn(all);
  if (version === undefined || others.length > 0) {
    const there = [version, ...others].map((one) => one?.name).join(", ");
    throw new UserError(
      version === undefined
        ? `There is no evidence of a package of ${head.commit}`
        : `There is evidence of several packages: ${there}`,
      {
        remedy:
          "Let the pull request's workflow upload its evidence as artifacts that `artifacts` names: of one package.",
      },
    );
  }
  const evidence = all.filter(({ section }) => section.candidate.sha256 === version.sha256);
  const commit = await commitFor(commitOf(version, evidence, place), head, place);
  if (commit === head.commit) return { version, evidence };
  throw new UserError(`The package of the evidence was made of ${commit}, not of ${head.commit}`, {
    remedy: "Let the pull request's workflow package what the pull request changes.",
  });
}

/** Where a rollout's move looks for evidence: under a comment the run has none of its own, but those of the pull request's head. */
export async function inputsOfHead(asked: Asked, { remote, inputs, ...place }: Place): Promise<GatherInputs> {
  const { artifacts: pattern, evidence } = inputs;
  const plain = { ...inputs, artifacts: undefined };
  if (remote === null || !pattern) return plain;
  const head = await findHead(asked.pullRequest, { remote, inputs, ...place });
  if (head === null) return plain;
  const { client, repository } = remote;
  const files = await downloadArtifactsOf({ pattern, commit: head.commit, client, repository });
  // A pattern has slashes on every system.
  return { ...plain, evidence: [...evidence, ...files.map(({ path }) => path.replaceAll("\\", "/"))] };
}
