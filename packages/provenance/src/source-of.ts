import type { Resource } from "./parse-provenance.ts";
import { WORK_TREE } from "./provenance.ts";

/** The dependency that the model's files are of; undefined where no commit is known. */
export function sourceOf(resources: readonly Resource[]): Resource | undefined {
  const commits = resources.filter((resource) => commitOf(resource) !== undefined);
  // The event's commit, which comes first, is not what was packaged where another was checked out.
  return commits.find(({ name }) => name === WORK_TREE) ?? commits[0];
}

export function commitOf(resource: Resource): string | undefined {
  return resource.digest?.["gitCommit"];
}
