import { git, gitHolds } from "./git.ts";
import { type Published, releasedVersions } from "./remote.ts";
import { compareVersions, isEarly, isVersion, type Names } from "./versions.ts";

/** How a release's commit names its sources. */
const SOURCE = /^Source: (?<commit>[0-9a-f]{40})$/m;

/** The message of a release's commit. */
export function releaseMessage(version: string, commit: string | null): string {
  return `Airworthy ${version}\n\nSource: ${commit ?? "a work tree"}`;
}

export interface Candidate extends Names {
  readonly version: string;
  /** The version that was asked for, if any. */
  readonly wanted: string | undefined;
  readonly commit: string;
  readonly dirty: boolean;
  readonly published: Published;
  /** The message of the branch's head. */
  readonly before: string | null;
}

/** Why this may not be released, each in a sentence; empty where it may. */
export function releaseProblems(root: string, candidate: Candidate): string[] {
  const { version, wanted, tag, commit, dirty, published, before } = candidate;
  const problems: string[] = [];
  if (wanted !== undefined && wanted !== version) {
    problems.push(
      `version ${wanted} was asked for and the sources are ${version}: npm run release:version -- ${wanted}`,
    );
  }
  if (dirty) problems.push("the work tree holds files that are not committed: commit or remove them");
  if (published.tags.has(tag)) {
    problems.push(
      `${tag} is released already, as ${published.tags.get(tag)}: a tag never moves; release a new version`,
    );
  }
  const later = laterRelease(version, published);
  if (later !== undefined) problems.push(`${later} is released already, and ${version} comes before it`);
  if (before !== null) problems.push(...sourceProblems(root, commit, before));
  return problems;
}

/**
 * A release of the same major line that comes after this one. Versions before a release do not count, as they are on no
 * branch; but where this is one, those before the same release do.
 */
function laterRelease(version: string, published: Published): string | undefined {
  const sameLine = (other: string) => isVersion(other) && partBefore(".", other) === partBefore(".", version);
  const counts = (other: string) => !isEarly(other) || partBefore("-", other) === partBefore("-", version);
  return releasedVersions(published).find(
    (other) => sameLine(other) && counts(other) && compareVersions(other, version) > 0,
  );
}

function partBefore(mark: string, text: string): string {
  return text.split(mark)[0] ?? "";
}

function sourceProblems(root: string, commit: string, before: string): string[] {
  const source = SOURCE.exec(before)?.groups?.["commit"];
  if (source === undefined) return [`the branch's head does not say what it was made of: ${before.split("\n")[0]}`];
  if (!gitHolds(root, ["cat-file", "-e", `${source}^{commit}`])) {
    return [`the sources of the release before, ${source}, are not here: fetch the whole history`];
  }
  return gitHolds(root, ["merge-base", "--is-ancestor", source, commit])
    ? []
    : [`the sources of the release before, ${source}, are no ancestor of ${git(root, ["rev-parse", commit])}`];
}
